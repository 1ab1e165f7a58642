import { createEmitter, type Emitter } from '@barycentre/kit'
import {
  chainOf,
  type Checkpoint,
  type DocumentName,
  type NewRow,
  type Place,
  type Row,
  type ServerStore,
} from '../src/store.ts'

/** What survives: several stores may be opened on one disk, one after another or side by side. */
export interface MemoryDisk {
  readonly rows: Map<DocumentName, Row[]>
  readonly checkpoints: Map<DocumentName, Checkpoint>
  readonly authors: Map<DocumentName, Map<number, string>>
  readonly appended: Emitter<[DocumentName, ServerStore]>
}

export interface MemoryStore extends ServerStore {
  /** Appends that have been handed over and are not on disk. Only where `held`. */
  readonly held: number
  /** Puts the oldest of them on disk. */
  commit(): void
  /** The next append is not kept and rejects with this. */
  failNext(cause: Error): void
  /** Puts the oldest of them on disk, and nobody hears of it. */
  commitUnheard(): void
  /** The next read, of whatever it is, rejects with this. */
  failRead(cause: Error): void
  /** From now on nothing is kept, with this for a reason; `undefined`: all is well again. */
  fail(cause: Error | undefined): void
  /** The process is gone: what is not on disk never will be, and nobody hears of it. */
  crash(): void
}

export function createMemoryDisk(): MemoryDisk {
  return { rows: new Map(), checkpoints: new Map(), authors: new Map(), appended: createEmitter() }
}

/** A store for tests. With `held`, nothing is on disk before `commit()` says so. */
export function createMemoryStore(disk = createMemoryDisk(), { held = false } = {}): MemoryStore {
  const waiting: {
    readonly rows: readonly NewRow[]
    resolve(places: Place[]): void
    reject(cause: unknown): void
  }[] = []
  const undo: (() => void)[] = []
  let nextFailure: Error | undefined
  let failure: Error | undefined
  let readFailure: Error | undefined
  let closed = false

  function throwIfUnreadable(): void {
    const cause = readFailure
    readFailure = undefined
    if (cause !== undefined) throw cause
  }

  function put(rows: readonly NewRow[]): Place[] {
    const places = rows.map(({ document, time, author, update, newClients = [] }) => {
      const log = disk.rows.get(document) ?? []
      disk.rows.set(document, log)
      const place = { sequence: log.length + 1, chain: chainOf(log.at(-1)?.chain ?? 0, update) }
      log.push({ document, time, author, update: update.slice(), ...place })
      const authors = disk.authors.get(document) ?? new Map<number, string>()
      disk.authors.set(document, authors)
      for (const client of newClients) if (!authors.has(client)) authors.set(client, author)
      return place
    })
    for (const document of new Set(rows.map(row => row.document))) disk.appended.emit(document, store)
    return places
  }

  const store: MemoryStore = {
    append(rows) {
      if (closed) return Promise.reject(new Error('The store is closed'))
      const cause = failure ?? nextFailure
      nextFailure = undefined
      if (cause !== undefined) return Promise.reject(cause)
      if (!held) return Promise.resolve().then(() => put(rows))
      return new Promise((resolve, reject) => void waiting.push({ rows, resolve, reject }))
    },
    async read(document, after = 0, atMost = Infinity) {
      throwIfUnreadable()
      return (disk.rows.get(document) ?? []).slice(after, after + atMost)
    },
    async findCheckpoint(document) {
      throwIfUnreadable()
      return disk.checkpoints.get(document)
    },
    async checkpoint(document, { sequence, chain, state }) {
      if ((disk.checkpoints.get(document)?.sequence ?? 0) > sequence) return
      disk.checkpoints.set(document, { sequence, chain, state: state.slice() })
    },
    async findAuthors(document) {
      throwIfUnreadable()
      return new Map(disk.authors.get(document))
    },
    async findChain(document, sequence) {
      return disk.rows.get(document)?.[sequence - 1]?.chain
    },
    async probe() {
      if (failure !== undefined) throw failure
    },
    onForeignAppend(listener) {
      const stop = disk.appended.on((document, by) => {
        if (by !== store) listener(document)
      })
      undo.push(stop)
      return stop
    },
    async close() {
      closed = true
      for (const stop of undo) stop()
      while (waiting.length > 0) store.commit()
    },
    get held() {
      return waiting.length
    },
    commit() {
      const next = waiting.shift()
      next?.resolve(put(next.rows))
    },
    commitUnheard() {
      const next = waiting.shift()
      if (next !== undefined) put(next.rows)
    },
    failRead(cause) {
      readFailure = cause
    },
    failNext(cause) {
      const next = waiting.shift()
      if (next === undefined) nextFailure = cause
      else next.reject(cause)
    },
    fail(cause) {
      failure = cause
      if (cause !== undefined) for (const each of waiting.splice(0)) each.reject(cause)
    },
    crash() {
      closed = true
      for (const stop of undo) stop()
      waiting.length = 0
    },
  }
  return store
}
