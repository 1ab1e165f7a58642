import { causalOrder } from './causal-order.ts'
import { readRun, type ScannedUpdate } from './scan-update.ts'

/**
 * How deep each item of a document lies: in how many types, one within the other. Yjs deletes and encodes by recursion,
 * so a document that is nested deep enough ends every program that opens it; and nesting is made by small updates, each
 * of which is sound.
 */
export class Nesting {
  /** Per client: clock, level, clock, level …, each level from its clock on. */
  readonly #levels = new Map<number, number[]>()
  readonly #below: Nesting | undefined

  /** `below`: holds what came before. */
  constructor(below?: Nesting) {
    this.#below = below
  }

  static of(whole: ScannedUpdate): Nesting {
    const nesting = new Nesting()
    nesting.take(nesting.measure(whole))
    return nesting
  }

  /** What the update would add, which follows on what was taken before. */
  measure(update: ScannedUpdate): Levels {
    const added = new Map<number, number[]>()
    let deepest = 0
    const starts = new Map(update.runs.map(run => [run.client, run.clock]))
    for (const { bytes, run } of causalOrder(update, client => starts.get(client) ?? Infinity)) {
      for (const { client, clock, info, needs } of readRun(bytes, run)) {
        const [needed, at] = needs as [number | undefined, number]
        const isInNeeded = (info & hasNeighbour) === 0
        const level =
          needed === undefined
            ? 0
            : (levelIn(added.get(needed), at) ?? this.#levelOf(needed, at)) + (isInNeeded ? 1 : 0)
        deepest = Math.max(deepest, level)
        const levels = added.get(client)
        if (levels === undefined) added.set(client, [clock, level])
        else if (levels.at(-1) !== level) levels.push(clock, level)
      }
    }
    return { deepest, added }
  }

  #levelOf(client: number, clock: number): number {
    const own = levelIn(this.#levels.get(client), clock)
    return own ?? (this.#below === undefined ? 0 : this.#below.#levelOf(client, clock))
  }

  take({ added }: Levels): void {
    for (const [client, levels] of added) {
      const known = this.#levels.get(client)
      if (known === undefined) this.#levels.set(client, levels)
      else known.push(...(known.at(-1) === levels[1] ? levels.slice(2) : levels))
    }
  }
}

export interface Levels {
  readonly deepest: number
  readonly added: ReadonlyMap<number, number[]>
}

/** An item with a left or a right neighbour lies where that lies; any other lies in what it names. */
const hasNeighbour = 0xc0

function levelIn(levels: readonly number[] | undefined, clock: number): number | undefined {
  if (levels === undefined || clock < (levels[0] as number)) return undefined
  let low = 0
  let high = levels.length / 2
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((levels[2 * middle] as number) <= clock) low = middle
    else high = middle
  }
  return levels[2 * low + 1]
}
