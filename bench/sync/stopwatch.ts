/** Notes when each edit was sent, and how long until it was seen by each other client, or acknowledged. */
export class Stopwatch {
  readonly latencies: number[] = []
  readonly #sentAt = new Map<number, number[]>()

  sent(author: number, clock: number): void {
    const times = this.#sentAt.get(author) ?? []
    this.#sentAt.set(author, times)
    times[clock] = performance.now()
  }

  /** Edits that were sent before the watch was started are not counted. */
  seen(author: number, clock: number): void {
    const sentAt = this.#sentAt.get(author)?.[clock]
    if (sentAt !== undefined) this.latencies.push(performance.now() - sentAt)
  }
}
