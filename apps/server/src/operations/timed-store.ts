import type { ServerStore } from '@barycentre/sync'

/** The store, with `observe` told how many seconds each commit took, from handing over until it is on disk. */
export function timedStore(store: ServerStore, observe: (seconds: number) => void): ServerStore {
  return {
    async append(rows) {
      const began = performance.now()
      const places = await store.append(rows)
      observe((performance.now() - began) / 1_000)
      return places
    },
    read: (document, after, atMost) => store.read(document, after, atMost),
    findCheckpoint: document => store.findCheckpoint(document),
    checkpoint: (document, checkpoint) => store.checkpoint(document, checkpoint),
    findAuthors: document => store.findAuthors(document),
    findChain: (document, sequence) => store.findChain(document, sequence),
    probe: () => store.probe(),
    onForeignAppend: listener => store.onForeignAppend(listener),
    close: () => store.close(),
  }
}
