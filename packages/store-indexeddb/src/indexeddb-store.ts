import { createEmitter } from '@barycentre/kit'
import {
  chainOf,
  type Checkpoint,
  type DocumentName,
  type NewRow,
  type Place,
  type Row,
  type Store,
} from '@barycentre/sync'
import { KeepingError, keepingErrorOf, type KeepingErrorCode } from './keeping-error.ts'

export interface IndexedDbOptions {
  /** Such as one per person: what one keeps, another must not read. */
  readonly name: string
  readonly factory?: IDBFactory | undefined
  readonly Channel?: typeof BroadcastChannel | undefined
}

export interface DeviceRow extends NewRow {
  /** Whether the server still has to be given it. If it has it already, it need not be synced to this device's disk at once. */
  readonly waiting?: boolean
}

/** All that a device has of a document, as of one moment. */
export interface Held {
  readonly checkpoint: Checkpoint | undefined
  readonly rows: readonly Row[]
  /** Sequences of what the server has not acknowledged. */
  readonly waiting: readonly number[]
  /** The place in the server's log up to which this device holds everything, as it last said. */
  readonly reached: Place | undefined
}

/**
 * The store of one device, shared by its tabs. Unlike a server's it drops the rows that a checkpoint has folded, and it
 * remembers of each row whether the server has acknowledged it. Its promises reject with `KeepingError`.
 */
export interface IndexedDbStore extends Store {
  append(rows: readonly DeviceRow[]): Promise<readonly Place[]>
  load(document: DocumentName): Promise<Held>
  /** Everything up to this place in the server's log is here: told when all of it has been appended. */
  reach(document: DocumentName, place: Place): Promise<void>
  /** The server has these on disk. */
  acknowledge(document: DocumentName, sequences: readonly number[]): Promise<void>
  /** How many rows of which document the server has not acknowledged: what a person would lose by signing out. */
  countWaiting(): Promise<ReadonlyMap<DocumentName, number>>
  /** Forgets everything, in all tabs; they keep nothing more. */
  clear(): Promise<void>
}

export async function openIndexedDbStore(options: IndexedDbOptions): Promise<IndexedDbStore> {
  const { name, factory = globalThis.indexedDB, Channel = globalThis.BroadcastChannel } = options
  // Some browsers in private mode have no `indexedDB` at all.
  if ((factory as IDBFactory | undefined) === undefined) throw new KeepingError('unavailable')
  const database = await openDatabase(factory, name)
  return new DeviceStore(database, (Channel as typeof BroadcastChannel | undefined) && new Channel(`store:${name}`))
}

const layoutVersion = 2
const [updates, checkpoints, waiting, places] = ['updates', 'checkpoints', 'waiting', 'places'] as const

type StoredRow = Pick<Row, 'time' | 'author' | 'update' | 'chain'>
type Key = [document: DocumentName, sequence: number]
type News = { readonly appended: readonly DocumentName[] } | { readonly cleared: true }

class DeviceStore implements IndexedDbStore {
  readonly #database: IDBDatabase
  readonly #channel: BroadcastChannel | undefined
  readonly #foreign = createEmitter<[DocumentName]>()
  readonly #underWay = new Set<Promise<unknown>>()
  #ended: KeepingErrorCode | undefined

  constructor(database: IDBDatabase, channel: BroadcastChannel | undefined) {
    this.#database = database
    this.#channel = channel
    // A newer version of the application waits for this one to let go.
    database.onversionchange = () => this.#end('newer')
    database.onclose = () => this.#end('failed')
    if (channel !== undefined) channel.onmessage = ({ data }: { data: News }) => this.#hear(data)
  }

  async append(rows: readonly DeviceRow[]): Promise<readonly Place[]> {
    const durability = rows.every(row => row.waiting === false) ? 'relaxed' : 'strict'
    const given = await this.#write([updates, checkpoints, waiting], durability, async transaction => {
      const heads = new Map<DocumentName, Place>()
      const placed: Place[] = []
      for (const row of rows) {
        const head = heads.get(row.document) ?? (await headOf(transaction, row.document))
        const place = { sequence: head.sequence + 1, chain: chainOf(head.chain, row.update) }
        heads.set(row.document, place)
        placed.push(place)
        const key: Key = [row.document, place.sequence]
        // A copy: a view would be stored with the whole buffer behind it.
        const stored: StoredRow = { time: row.time, author: row.author, update: row.update.slice(), chain: place.chain }
        transaction.objectStore(updates).add(stored, key)
        if (row.waiting === true) transaction.objectStore(waiting).add(true, key)
      }
      return placed
    })
    this.#tell({ appended: [...new Set(rows.map(row => row.document))] })
    return given
  }

  read(document: DocumentName, after = 0, atMost?: number): Promise<readonly Row[]> {
    return this.#read([updates], transaction => rowsOf(transaction, document, after, atMost))
  }

  findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined> {
    return this.#read([checkpoints], transaction => checkpointOf(transaction, document))
  }

  load(document: DocumentName): Promise<Held> {
    // One transaction: between two, another tab may fold what the second would have read.
    return this.#read([updates, checkpoints, waiting, places], async transaction => {
      const checkpoint = await checkpointOf(transaction, document)
      const rows = await rowsOf(transaction, document, 0)
      const keys = (await answer(transaction.objectStore(waiting).getAllKeys(keysOf(document)))) as unknown as Key[]
      const reached = await answer(transaction.objectStore(places).get(document) as IDBRequest<Place | undefined>)
      return { checkpoint, rows, waiting: keys.map(([, sequence]) => sequence), reached }
    })
  }

  async checkpoint(document: DocumentName, { sequence, chain, state }: Checkpoint): Promise<void> {
    await this.#write([updates, checkpoints], 'strict', async transaction => {
      if (((await checkpointOf(transaction, document))?.sequence ?? 0) > sequence) return
      transaction.objectStore(checkpoints).put({ sequence, chain, state: state.slice() } satisfies Checkpoint, document)
      transaction.objectStore(updates).delete(keysOf(document, 0, sequence))
    })
  }

  async reach(document: DocumentName, { sequence, chain }: Place): Promise<void> {
    await this.#write([places], 'relaxed', async transaction => {
      transaction.objectStore(places).put({ sequence, chain } satisfies Place, document)
    })
  }

  async acknowledge(document: DocumentName, sequences: readonly number[]): Promise<void> {
    await this.#write([waiting], 'relaxed', async transaction => {
      for (const sequence of sequences) transaction.objectStore(waiting).delete([document, sequence] satisfies Key)
    })
  }

  async countWaiting(): Promise<ReadonlyMap<DocumentName, number>> {
    const keys = await this.#read([waiting], transaction => answer(transaction.objectStore(waiting).getAllKeys()))
    const counts = new Map<DocumentName, number>()
    for (const [document] of keys as unknown as Key[]) counts.set(document, (counts.get(document) ?? 0) + 1)
    return counts
  }

  async clear(): Promise<void> {
    this.#tell({ cleared: true })
    await this.#write([updates, checkpoints, waiting, places], 'strict', async transaction => {
      for (const name of transaction.objectStoreNames) transaction.objectStore(name).clear()
    })
    this.#end('cleared')
  }

  onForeignAppend(listener: (document: DocumentName) => void): () => void {
    return this.#foreign.on(listener)
  }

  async close(): Promise<void> {
    const settled = Promise.allSettled(this.#underWay)
    this.#ended ??= 'closed'
    await settled
    this.#end('closed')
  }

  #read<T>(names: string[], work: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
    return this.#run(() => this.#database.transaction(names, 'readonly'), work)
  }

  #write<T>(
    names: string[],
    durability: IDBTransactionDurability,
    work: (transaction: IDBTransaction) => Promise<T>,
  ): Promise<T> {
    return this.#run(() => this.#database.transaction(names, 'readwrite', { durability }), work)
  }

  /** Resolves when the transaction is complete, not merely when its last request has been answered. */
  #run<T>(begin: () => IDBTransaction, work: (transaction: IDBTransaction) => Promise<T>): Promise<T> {
    if (this.#ended !== undefined) return Promise.reject(new KeepingError(this.#ended))
    const run = (async () => {
      try {
        const transaction = begin()
        const [, result] = await Promise.all([completion(transaction), orAbort(transaction, work(transaction))])
        return result
      } catch (cause) {
        throw keepingErrorOf(cause, this.#ended ?? 'failed')
      }
    })()
    this.#underWay.add(run)
    const forget = () => void this.#underWay.delete(run)
    run.then(forget, forget)
    return run
  }

  #hear(news: News): void {
    if ('cleared' in news) return this.#end('cleared')
    for (const document of news.appended) this.#foreign.emit(document)
  }

  #tell(news: News): void {
    if (this.#ended === undefined) this.#channel?.postMessage(news)
  }

  #end(code: KeepingErrorCode): void {
    this.#ended ??= code
    this.#channel?.close()
    this.#database.close()
  }
}

function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(keepingErrorOf(cause, 'unavailable'))
    try {
      const request = factory.open(name, layoutVersion)
      request.onupgradeneeded = () => {
        const existing = request.result.objectStoreNames
        for (const each of [updates, checkpoints, waiting, places])
          if (!existing.contains(each)) request.result.createObjectStore(each)
      }
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => fail(request.error)
    } catch (cause) {
      fail(cause)
    }
  })
}

async function headOf(transaction: IDBTransaction, document: DocumentName): Promise<Place> {
  const last = await answer(transaction.objectStore(updates).openCursor(keysOf(document), 'prev'))
  if (last === null) return (await checkpointOf(transaction, document)) ?? { sequence: 0, chain: 0 }
  return { sequence: (last.key as unknown as Key)[1], chain: chainIn(last.value as StoredRow) }
}

async function rowsOf(
  transaction: IDBTransaction,
  document: DocumentName,
  after: number,
  atMost = Infinity,
): Promise<Row[]> {
  // To IndexedDB, 0 means all.
  if (atMost === 0) return []
  const count = Number.isFinite(atMost) ? atMost : undefined
  const store = transaction.objectStore(updates)
  const range = keysOf(document, after + 1)
  const [keys, values] = await Promise.all([answer(store.getAllKeys(range, count)), answer(store.getAll(range, count))])
  return (values as StoredRow[]).map((row, i) => ({
    document,
    ...row,
    sequence: (keys[i] as unknown as Key)[1],
    chain: chainIn(row),
  }))
}

async function checkpointOf(transaction: IDBTransaction, document: DocumentName): Promise<Checkpoint | undefined> {
  const checkpoint = await answer(
    transaction.objectStore(checkpoints).get(document) as IDBRequest<Checkpoint | undefined>,
  )
  return checkpoint && { ...checkpoint, chain: chainIn(checkpoint) }
}

/** Rows and checkpoints of the first layout have none. */
function chainIn(stored: { readonly chain?: number }): number {
  return stored.chain ?? 0
}

function keysOf(document: DocumentName, from = 0, to = Infinity): IDBKeyRange {
  return IDBKeyRange.bound([document, from], [document, to])
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** All or nothing, also when it is our own code that fails between two requests. */
async function orAbort<T>(transaction: IDBTransaction, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    try {
      transaction.abort()
    } catch {
      // It has aborted already: that is why the work failed.
    }
    throw cause
  }
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    // A transaction that the browser aborts for lack of room says so only here.
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted'))
  })
}
