import { createEmitter, type Emitter } from '@barycentre/kit'
import type { Checkpoint, DocumentName, NewRow, Row, Store } from '../src/store.ts'

/** What survives: several stores may be opened on one disk, one after another or side by side. */
export interface MemoryDisk {
  readonly rows: Map<DocumentName, Row[]>
  readonly checkpoints: Map<DocumentName, Checkpoint>
  readonly appended: Emitter<[DocumentName, Store]>
}

export interface MemoryStore extends Store {
  /** Appends that have been handed over and are not on disk. Only where `held`. */
  readonly held: number
  /** Puts the oldest of them on disk. */
  commit(): void
  /** The next append is not kept and rejects with this. */
  failNext(cause: Error): void
  /** The process is gone: what is not on disk never will be, and nobody hears of it. */
  crash(): void
}

export function createMemoryDisk(): MemoryDisk {
  return { rows: new Map(), checkpoints: new Map(), appended: createEmitter() }
}

/** A store for tests. With `held`, nothing is on disk before `commit()` says so. */
export function createMemoryStore(disk = createMemoryDisk(), { held = false } = {}): MemoryStore {
  const waiting: {
    readonly rows: readonly NewRow[]
    resolve(sequences: number[]): void
    reject(cause: unknown): void
  }[] = []
  const undo: (() => void)[] = []
  let failure: Error | undefined
  let closed = false

  function put(rows: readonly NewRow[]): number[] {
    const sequences = rows.map(row => {
      const log = disk.rows.get(row.document) ?? []
      disk.rows.set(row.document, log)
      const sequence = log.length + 1
      log.push({ ...row, update: row.update.slice(), sequence })
      return sequence
    })
    for (const document of new Set(rows.map(row => row.document))) disk.appended.emit(document, store)
    return sequences
  }

  const store: MemoryStore = {
    append(rows) {
      if (closed) return Promise.reject(new Error('The store is closed'))
      if (failure !== undefined) {
        const cause = failure
        failure = undefined
        return Promise.reject(cause)
      }
      if (!held) return Promise.resolve().then(() => put(rows))
      return new Promise((resolve, reject) => void waiting.push({ rows, resolve, reject }))
    },
    async read(document, after = 0) {
      return (disk.rows.get(document) ?? []).slice(after)
    },
    async findCheckpoint(document) {
      return disk.checkpoints.get(document)
    },
    async checkpoint(document, upTo, state) {
      if ((disk.checkpoints.get(document)?.sequence ?? 0) > upTo) return
      disk.checkpoints.set(document, { sequence: upTo, state: state.slice() })
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
    failNext(cause) {
      const next = waiting.shift()
      if (next === undefined) failure = cause
      else next.reject(cause)
    },
    crash() {
      closed = true
      for (const stop of undo) stop()
      waiting.length = 0
    },
  }
  return store
}
