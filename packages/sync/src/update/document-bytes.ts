import * as Y from 'yjs'
import { Deletions } from './deletions.ts'
import type { Holding } from './examine-update.ts'
import { Nesting } from './nesting.ts'
import { RunBytes } from './run-bytes.ts'
import { scanUpdate, type Deletion, type Run, type ScannedUpdate } from './scan-update.ts'
import { writeUpdate, type RunToWrite } from './write-update.ts'

/**
 * A document as the bytes of one update, growing: what a server needs that keeps, joins and passes on, and never looks
 * at what is written. A `Y.Doc` of the same weighs some ten times as much, and takes each update apart.
 */
export class DocumentBytes implements Holding {
  #bytes: Uint8Array
  #runs: Map<number, Placed>
  readonly #grown = new Map<number, RunBytes>()
  readonly #deletions: Deletions
  #hasNewDeletions = false
  #size: number
  #nesting: Nesting | undefined

  /** `update` holds everything from the beginning, as `Y.encodeStateAsUpdate` gives it. */
  constructor(update: Uint8Array = emptyUpdate) {
    const scanned = scanUpdate(update)
    this.#bytes = update
    this.#runs = new Map(scanned.runs.map(run => [run.client, placed(run)]))
    this.#deletions = Deletions.of(scanned.deletions)
    this.#size = update.length
    for (const { clock, hasHoles } of scanned.runs)
      if (clock !== 0 || hasHoles) throw new Error('a whole document has no holes')
  }

  /** Bytes, about: before letters typed in a row are joined. */
  get size(): number {
    return this.#size
  }

  get clients(): Iterable<number> {
    return new Set([...this.#runs.keys(), ...this.#grown.keys()])
  }

  clockOf(client: number): number {
    return this.#grown.get(client)?.end ?? this.#runs.get(client)?.end ?? 0
  }

  missing(deletion: Deletion): Iterable<Deletion> {
    return this.#deletions.missing(deletion)
  }

  /** How deep everything lies. Found out when it is first asked for, and kept from then on. */
  get nesting(): Nesting {
    return (this.#nesting ??= Nesting.of(scanUpdate(this.encode())))
  }

  /** Takes in what follows directly on what is there. */
  add(update: ScannedUpdate): void {
    const { bytes, runs, deletions } = update
    this.#nesting?.take(this.#nesting.measure(update))
    for (const run of runs) {
      let grown = this.#grown.get(run.client)
      if (grown === undefined) {
        grown = new RunBytes(run.client, this.clockOf(run.client))
        this.#grown.set(run.client, grown)
      }
      grown.append(bytes, run)
    }
    for (const { client, clock, length } of deletions) {
      this.#deletions.add(client, clock, clock + length)
      this.#hasNewDeletions = true
    }
    this.#size += bytes.length
  }

  /** All of it as one update. The same bytes until something is added. */
  encode(): Uint8Array {
    if (this.#grown.size === 0 && !this.#hasNewDeletions) return this.#bytes
    const runs = [...this.clients].sort((a, b) => b - a).map(client => this.#runToWrite(client))
    const { bytes, starts } = writeUpdate(runs, this.#deletions)
    this.#runs = new Map(
      runs.map(({ client, count, parts }, i) => {
        const from = starts[i] as number
        const to = parts.reduce((end, part) => end + part.length, from)
        return [client, { end: this.clockOf(client), count, from, to }]
      }),
    )
    this.#bytes = bytes
    this.#grown.clear()
    this.#hasNewDeletions = false
    this.#size = bytes.length
    return bytes
  }

  /** What somebody lacks who has what the state vector says, and all deletions. */
  encodeSince(stateVector: Uint8Array): Uint8Array {
    const isEmpty = stateVector.length === 1 && stateVector[0] === 0
    return isEmpty ? this.encode() : Y.diffUpdate(this.encode(), stateVector)
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(new Map([...this.clients].map(client => [client, this.clockOf(client)])))
  }

  #runToWrite(client: number): RunToWrite {
    const old = this.#runs.get(client)
    const grown = this.#grown.get(client)
    const oldPart = old === undefined ? [] : [this.#bytes.subarray(old.from, old.to)]
    return {
      client,
      clock: 0,
      count: (old?.count ?? 0) + (grown?.count ?? 0),
      parts: grown === undefined ? oldPart : [...oldPart, ...grown.parts],
    }
  }
}

/** No structs, no deletions. */
const emptyUpdate = Uint8Array.of(0, 0)

/** Where in the bytes the structs of a client lie. */
interface Placed {
  readonly end: number
  readonly count: number
  readonly from: number
  readonly to: number
}

function placed({ end, count, from, to }: Run): Placed {
  return { end, count, from, to }
}
