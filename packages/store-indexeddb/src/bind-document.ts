import { createEmitter, type Clock } from '@barycentre/kit'
import type { DocumentName, Place } from '@barycentre/sync'
import type { Keeper, Loaded } from '@barycentre/sync/client'
import * as Y from 'yjs'
import type { DeviceRow, Held, IndexedDbStore } from './indexeddb-store.ts'
import { keepingErrorOf, type KeepingError } from './keeping-error.ts'

export interface BindOptions {
  /** May still be opening; if that fails, the document lives without this device's help. */
  readonly store: Promise<IndexedDbStore>
  readonly document: DocumentName
  /** Whether a transaction of this origin came from the server, and so does not wait for it. */
  isRemote(origin: unknown): boolean
  readonly clock: Clock
}

/** A document kept on this device for as long as this is open. */
export interface DocumentBinding extends Keeper {
  /** Tells when something could not be kept, and `undefined` when it has been after all. Tells the present trouble at once. */
  onTrouble(listener: (trouble: KeepingError | undefined) => void): () => void
  /** Tries again to keep what could not be kept; without this, the next update does. */
  tryAgain(): void
  /** Resolves when what was made so far is kept, or cannot be. */
  close(): Promise<void>
}

/** Loads what this device holds into the document, and from now on keeps every update of it. */
export function bindDocument(doc: Y.Doc, options: BindOptions): DocumentBinding {
  return new Binding(doc, options)
}

/** Rows that make it worth folding them: a reload reads them all. */
const rowsWorthFolding = 300
/** Milliseconds between two notes of the place that has been reached: an older one costs only some rows twice. */
const reachEvery = 2_000

class Binding implements DocumentBinding {
  readonly whenLoaded: Promise<Loaded>
  readonly #doc: Y.Doc
  readonly #options: BindOptions
  readonly #kept = createEmitter<[number]>()
  readonly #troubles = createEmitter<[KeepingError | undefined]>()
  /** Sequences of what waits for the server, in the order in which local updates are counted. */
  #waitingFromBefore: readonly number[] = []
  readonly #waitingSince: number[] = []
  /** Local updates that the server has, and those of them whose rows have been told so. */
  #acknowledged = 0
  #settled = 0
  #queue: DeviceRow[] = []
  #writing: Promise<void> | undefined
  #rowsSinceFold = 0
  #reached: Place | undefined
  #reachKept: Place | undefined
  #reachKeptAt = 0
  #isClosing = false
  #trouble: KeepingError | undefined

  constructor(doc: Y.Doc, options: BindOptions) {
    this.#doc = doc
    this.#options = options
    doc.on('update', this.#onUpdate)
    this.whenLoaded = this.#load()
    // Whoever waits for the loading is told of its failure, and everybody else by `onTrouble`.
    this.whenLoaded.catch(cause => this.#setTrouble(keepingErrorOf(cause, 'failed')))
  }

  isOwn(origin: unknown): boolean {
    return origin === this
  }

  onKept(listener: (count: number) => void): () => void {
    listener(this.#keptCount)
    return this.#kept.on(listener)
  }

  onTrouble(listener: (trouble: KeepingError | undefined) => void): () => void {
    listener(this.#trouble)
    return this.#troubles.on(listener)
  }

  acknowledge(count: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, count)
    this.#write()
  }

  reach(place: Place): void {
    this.#reached = place
    this.#write()
  }

  tryAgain(): void {
    if (this.#trouble !== undefined) this.#write()
  }

  async close(): Promise<void> {
    this.#doc.off('update', this.#onUpdate)
    this.#isClosing = true
    this.#write()
    // What was left over when one writing ended begins the next.
    while (this.#writing !== undefined) await this.#writing
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return
    const { document, clock, isRemote } = this.#options
    const waiting = !isRemote(origin)
    this.#queue.push({ document, time: clock(), author: waiting ? 'here' : 'server', update, waiting })
    this.#write()
  }

  async #load(): Promise<Loaded> {
    const store = await this.#options.store
    const held = await store.load(this.#options.document)
    Y.transact(
      this.#doc,
      () => {
        for (const update of updatesIn(held)) Y.applyUpdate(this.#doc, update, this)
      },
      this,
      false,
    )
    this.#waitingFromBefore = held.waiting
    this.#reachKept = held.reached
    this.#rowsSinceFold += held.rows.length
    this.#kept.emit(this.#keptCount)
    this.#write()
    const rows = new Map(held.rows.map(row => [row.sequence, row.update]))
    const unsaved = held.waiting.flatMap(sequence => rows.get(sequence) ?? [])
    const { length: waiting } = held.waiting
    return { waiting, unsaved: unsaved.length === waiting ? unsaved : undefined, reached: held.reached }
  }

  /** One write at a time; what comes meanwhile goes together into the next. */
  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
      if (this.#trouble === undefined && this.#hasWork) this.#write()
    })
  }

  async #writeAll(): Promise<void> {
    // Otherwise the loading would find our own rows and count them twice. If it fails, so will the writing, or it is well.
    await this.whenLoaded.catch(() => undefined)
    try {
      const store = await this.#options.store
      while (this.#hasWork) {
        if (this.#queue.length > 0) await this.#keepQueue(store)
        else if (this.#settled < this.#settleable) await this.#settle(store)
        else if (this.#isReachDue) await this.#keepReached(store)
        else await this.#fold(store)
      }
      this.#setTrouble(undefined)
    } catch (cause) {
      // What is queued stays queued, and is tried again with the next update.
      this.#setTrouble(keepingErrorOf(cause, 'failed'))
    }
  }

  async #keepQueue(store: IndexedDbStore): Promise<void> {
    const rows = [...this.#queue]
    const given = await store.append(rows)
    this.#queue = this.#queue.slice(rows.length)
    this.#rowsSinceFold += rows.length
    for (const [i, row] of rows.entries())
      if (row.waiting === true) this.#waitingSince.push((given[i] as Place).sequence)
    this.#kept.emit(this.#keptCount)
  }

  async #settle(store: IndexedDbStore): Promise<void> {
    const upTo = this.#settleable
    const sequences = [...this.#waitingFromBefore, ...this.#waitingSince].slice(this.#settled, upTo)
    await store.acknowledge(this.#options.document, sequences)
    this.#settled = upTo
  }

  async #fold(store: IndexedDbStore): Promise<void> {
    this.#rowsSinceFold = 0
    const held = await store.load(this.#options.document)
    // What waits for the server stays as it was made, so that it can be sent alone.
    const firstWaiting = held.waiting[0] ?? Infinity
    const foldable = { ...held, rows: held.rows.filter(row => row.sequence < firstWaiting) }
    const last = foldable.rows.at(-1)
    if (last === undefined) return
    // From what is kept, not from the live document: that has not seen what other tabs have kept.
    const folded = new Y.Doc()
    folded.transact(() => {
      for (const update of updatesIn(foldable)) Y.applyUpdate(folded, update)
    })
    const { sequence, chain } = last
    await store.checkpoint(this.#options.document, { sequence, chain, state: Y.encodeStateAsUpdate(folded) })
    folded.destroy()
  }

  get #keptCount(): number {
    return this.#waitingFromBefore.length + this.#waitingSince.length
  }

  async #keepReached(store: IndexedDbStore): Promise<void> {
    const place = this.#reached as Place
    await store.reach(this.#options.document, place)
    this.#reachKept = place
    this.#reachKeptAt = this.#options.clock()
  }

  get #isReachDue(): boolean {
    if (this.#reached === undefined || isSamePlace(this.#reached, this.#reachKept)) return false
    return this.#isClosing || this.#options.clock() - this.#reachKeptAt >= reachEvery
  }

  get #hasWork(): boolean {
    return (
      this.#queue.length > 0 ||
      this.#settled < this.#settleable ||
      this.#isReachDue ||
      this.#rowsSinceFold >= rowsWorthFolding
    )
  }

  get #settleable(): number {
    return Math.min(this.#acknowledged, this.#keptCount)
  }

  #setTrouble(trouble: KeepingError | undefined): void {
    if (trouble?.code === this.#trouble?.code) return
    this.#trouble = trouble
    this.#troubles.emit(trouble)
  }
}

function isSamePlace(place: Place, other: Place | undefined): boolean {
  return place.sequence === other?.sequence && place.chain === other.chain
}

function* updatesIn({ checkpoint, rows }: Held): Generator<Uint8Array> {
  if (checkpoint !== undefined) yield checkpoint.state
  for (const row of rows) yield row.update
}
