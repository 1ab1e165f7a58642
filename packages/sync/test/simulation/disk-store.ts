import { createEmitter } from '@barycentre/kit'
import type { Checkpoint, DocumentName, NewRow, Place, Row, ServerStore } from '../../src/store.ts'
import type { Disk } from './disk.ts'

interface Append {
  readonly rows: readonly NewRow[]
  resolve(places: readonly Place[]): void
  reject(cause: unknown): void
}

/**
 * One process's store on a disk. Where `held`, what is appended waits until `commit` is called or something goes wrong;
 * several appends, of several rooms, go to the disk in one record, as they do in the real one.
 */
export class DiskStore implements ServerStore {
  readonly #disk: Disk
  readonly #isHeld: boolean
  readonly #foreign = createEmitter<[DocumentName]>()
  readonly #stopListening: () => void
  /** Reads wait until they are let go, one by one. */
  isSlow = false
  #appends: Append[] = []
  #reads: (() => void)[] = []
  #readFailure: Error | undefined
  #isClosed = false

  constructor(disk: Disk, { held }: { readonly held: boolean }) {
    this.#disk = disk
    this.#isHeld = held
    this.#stopListening = disk.committed.on((rows, by) => {
      if (by === this) return
      for (const document of new Set(rows.map(row => row.document))) this.#foreign.emit(document)
    })
  }

  get waitingAppends(): number {
    return this.#appends.length
  }

  get waitingReads(): number {
    return this.#reads.length
  }

  /** Puts the oldest `count` appends on disk, in one commit. */
  commit(count: number): void {
    const appends = this.#appends.splice(0, count)
    if (appends.length === 0) return
    const places = [...this.#disk.commit(rowsOf(appends), this)]
    for (const { rows, resolve } of appends) resolve(places.splice(0, rows.length))
  }

  /** The next commit fails before anything of it is written. */
  refuse(cause: Error): void {
    for (const { reject } of this.#appends.splice(0)) reject(cause)
  }

  /**
   * The next commit is written, and the sync fails: those who wait are told that nothing is kept. What is there is
   * overwritten by the next commit; should the power fail before, nobody knows.
   */
  failSync(cause: Error, share: number): void {
    this.#disk.tear(rowsOf(this.#appends), share)
    this.refuse(cause)
  }

  /** The process dies while its next commit is being written, of which `share` gets there. */
  crash(share: number): void {
    if (this.#appends.length > 0 && share > 0) this.#disk.tear(rowsOf(this.#appends), share)
    this.#isClosed = true
    this.#stopListening()
    this.#appends = []
    this.#reads = []
  }

  failNextRead(cause: Error): void {
    this.#readFailure = cause
  }

  letRead(): void {
    this.#reads.shift()?.()
  }

  append(rows: readonly NewRow[]): Promise<readonly Place[]> {
    if (this.#isClosed) return Promise.reject(new Error('The store is closed'))
    if (this.#disk.trouble !== undefined) return Promise.reject(this.#disk.trouble)
    return new Promise((resolve, reject) => {
      this.#appends.push({ rows, resolve, reject })
      if (!this.#isHeld) queueMicrotask(() => this.commit(1))
    })
  }

  async read(document: DocumentName, after = 0, atMost = Infinity): Promise<readonly Row[]> {
    await this.#reading()
    return this.#disk.rowsOf(document).slice(after, after + atMost)
  }

  async findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined> {
    await this.#reading()
    return this.#disk.checkpoints.get(document)
  }

  async findAuthors(document: DocumentName): Promise<ReadonlyMap<number, string>> {
    await this.#reading()
    return new Map(this.#disk.authorsOf(document))
  }

  async findChain(document: DocumentName, sequence: number): Promise<number | undefined> {
    await this.#reading()
    return this.#disk.rowsOf(document)[sequence - 1]?.chain
  }

  async checkpoint(document: DocumentName, { sequence, chain, state }: Checkpoint): Promise<void> {
    if (this.#isClosed) throw new Error('The store is closed')
    if (this.#disk.trouble !== undefined) throw this.#disk.trouble
    if ((this.#disk.checkpoints.get(document)?.sequence ?? 0) > sequence) return
    this.#disk.checkpoints.set(document, { sequence, chain, state: state.slice() })
  }

  async probe(): Promise<void> {
    if (this.#disk.trouble !== undefined) throw this.#disk.trouble
  }

  onForeignAppend(listener: (document: DocumentName) => void): () => void {
    return this.#foreign.on(listener)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopListening()
    this.commit(Infinity)
  }

  async #reading(): Promise<void> {
    if (this.isSlow) await new Promise<void>(resolve => void this.#reads.push(resolve))
    const cause = this.#readFailure
    this.#readFailure = undefined
    if (cause !== undefined) throw cause
  }
}

function rowsOf(appends: readonly Append[]): NewRow[] {
  return appends.flatMap(({ rows }) => rows)
}
