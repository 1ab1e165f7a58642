import type { Deletion } from './scan-update.ts'

/** What is deleted of a document: per client, ranges of clocks that neither touch nor overlap, in order. */
export class Deletions {
  /** Per client: start, end, start, end … */
  readonly #ranges = new Map<number, number[]>()

  static of(deletions: Iterable<Deletion>): Deletions {
    const result = new Deletions()
    for (const { client, clock, length } of deletions) result.add(client, clock, clock + length)
    return result
  }

  get isEmpty(): boolean {
    return this.#ranges.size === 0
  }

  add(client: number, start: number, end: number): void {
    const ranges = this.#ranges.get(client)
    if (ranges === undefined) return void this.#ranges.set(client, [start, end])
    // Most often behind everything else.
    const last = ranges.length - 1
    if (start > (ranges[last] as number)) return void ranges.push(start, end)
    let from = firstEndAtLeast(ranges, start)
    let to = from
    let [low, high] = [start, end]
    while (to < ranges.length && (ranges[to] as number) <= end) {
      low = Math.min(low, ranges[to] as number)
      high = Math.max(high, ranges[to + 1] as number)
      to += 2
    }
    if (to === from + 2) {
      ranges[from] = low
      ranges[++from] = high
    } else ranges.splice(from, to - from, low, high)
  }

  /** What of the range is not in here yet. */
  *missing({ client, clock, length }: Deletion): Generator<Deletion> {
    const ranges = this.#ranges.get(client) ?? []
    const end = clock + length
    let at = clock
    for (let i = firstEndAtLeast(ranges, clock + 1); i < ranges.length && at < end; i += 2) {
      const start = ranges[i] as number
      if (start >= end) break
      if (start > at) yield { client, clock: at, length: start - at }
      at = ranges[i + 1] as number
    }
    if (at < end) yield { client, clock: at, length: end - at }
  }

  /** Start, end, start, end … of each client. */
  entries(): IterableIterator<[number, readonly number[]]> {
    return this.#ranges.entries()
  }

  get clientCount(): number {
    return this.#ranges.size
  }
}

/** The index of the first range that ends at `clock` or later; ranges lie at even indices. */
function firstEndAtLeast(ranges: readonly number[], clock: number): number {
  let low = 0
  let high = ranges.length / 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[2 * middle + 1] as number) < clock) low = middle + 1
    else high = middle
  }
  return 2 * low
}
