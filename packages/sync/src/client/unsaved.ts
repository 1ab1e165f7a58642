import { joinUpdates } from '../join-updates.ts'
import { scanUpdate } from '../update/scan-update.ts'
import { pieceBytes, splitUpdate } from '../update/split-update.ts'

/** Updates made here that the server has not acknowledged, in the order of their making. */
export class Unsaved {
  #entries: Entry[] = []
  #isWhole = true
  #dropped = 0
  #joinAt = mostEntries

  /** What an earlier visit left; `undefined` if it is not known one by one. */
  load(updates: readonly Uint8Array[] | undefined): void {
    if (updates === undefined) this.#isWhole = false
    else this.#entries = [...updates.flatMap(entriesOf), ...this.#entries]
  }

  add(update: Uint8Array): void {
    this.#entries.push(...entriesOf(update))
    if (this.#entries.length < this.#joinAt) return
    // Somebody writes for hours without a server: what makes a piece is acknowledged together.
    this.#entries = batches(this.#entries).map(joined)
    this.#joinAt = this.#entries.length + mostEntries
  }

  /** The server has the next `count` of them. What is joined stays until all of it is there: sending twice does no harm. */
  drop(count: number): void {
    this.#dropped += count
    for (;;) {
      const at = this.#entries.findIndex(entry => entry.count > 0)
      const entry = this.#entries[at]
      if (entry === undefined || entry.count > this.#dropped) return
      this.#entries.splice(0, at + 1)
      this.#dropped -= entry.count
    }
  }

  /** The server has everything of these clients up to these clocks: of a long update, the parts that came before the rest. */
  dropParts(clocks: ReadonlyMap<number, number>): void {
    while (this.#entries[0]?.count === 0 && isUpTo(this.#entries[0].update, clocks)) this.#entries.shift()
  }

  /** Everything was handed over as a state: what is not known one by one is among it. */
  handedOver(): void {
    this.#isWhole = true
    // What was counted and not known one by one is over, too: it must not stand for what comes next.
    this.#dropped = 0
  }

  /** All of it as one update; `undefined` where it is not known. */
  get whole(): Uint8Array | undefined {
    return this.#isWhole ? joinUpdates(this.#entries.map(entry => entry.update)) : undefined
  }

  /** All of it, joined into pieces of bounded size, at least one; `undefined` where it is not known. */
  get joined(): readonly UnsavedPiece[] | undefined {
    if (!this.#isWhole) return undefined
    let left = this.#entries.reduce((sum, entry) => sum + entry.count, 0)
    const pieces = batches(this.#entries).map(batch => {
      const { count, update } = joined(batch)
      left -= count
      return { update, left }
    })
    return pieces.length === 0 ? [{ update: noUpdate, left: 0 }] : pieces
  }
}

/** An update that can be taken when those before it have been. */
export interface UnsavedPiece {
  readonly update: Uint8Array
  /** How many of the local updates are whole only with what comes behind it; Infinity: however many there are. */
  readonly left: number
}

/** One update in pieces. */
export function piecesOf(update: Uint8Array): UnsavedPiece[] {
  const pieces = splitUpdate(update, pieceBytes)
  return pieces.map((piece, i) => ({ update: piece, left: i === pieces.length - 1 ? 0 : Infinity }))
}

interface Entry {
  /** How many local updates are whole with it: 0 for a part of one, behind which comes the rest. */
  readonly count: number
  readonly update: Uint8Array
}

function entriesOf(update: Uint8Array): Entry[] {
  return piecesOf(update).map(piece => ({ count: piece.left === 0 ? 1 : 0, update: piece.update }))
}

/** Those that follow one another, as many together as make a piece. */
function batches(entries: readonly Entry[]): Entry[][] {
  const result: Entry[][] = []
  let bytes = Infinity
  for (const entry of entries) {
    bytes += entry.update.length
    if (bytes > pieceBytes) {
      result.push([])
      bytes = entry.update.length
    }
    result.at(-1)?.push(entry)
  }
  return result
}

function joined(entries: readonly Entry[]): Entry {
  return {
    count: entries.reduce((sum, entry) => sum + entry.count, 0),
    update: joinUpdates(entries.map(entry => entry.update)),
  }
}

function isUpTo(update: Uint8Array, clocks: ReadonlyMap<number, number>): boolean {
  const { runs, deletions } = scanUpdate(update)
  return deletions.length === 0 && runs.every(({ client, end }) => end <= (clocks.get(client) ?? 0))
}

const mostEntries = 512
/** No structs, no deletions. */
const noUpdate = Uint8Array.of(0, 0)
