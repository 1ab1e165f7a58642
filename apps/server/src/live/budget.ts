/** So much goes on and on, and so much beyond that at once. */
export interface Rate {
  readonly framesPerSecond: number
  readonly framesAtOnce: number
  readonly bytesPerSecond: number
  readonly bytesAtOnce: number
}

/**
 * What somebody may send: fills with time up to a brim. It may be overdrawn, since what has been read cannot be given
 * back; who has overdrawn it is not read until it is even again.
 */
export class Budget {
  readonly #rate: Rate
  #frames: number
  #bytes: number
  #filledAt: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#frames = rate.framesAtOnce
    this.#bytes = rate.bytesAtOnce
    this.#filledAt = now
  }

  /** Takes one frame off it; returns in how many milliseconds it is even again, 0 if it is. */
  take(bytes: number, now: number): number {
    this.#fill(now)
    this.#frames -= 1
    this.#bytes -= bytes
    const { framesPerSecond, bytesPerSecond } = this.#rate
    const seconds = Math.max(-this.#frames / framesPerSecond, -this.#bytes / bytesPerSecond)
    return seconds > 0 ? Math.ceil(seconds * 1_000) : 0
  }

  isFull(now: number): boolean {
    this.#fill(now)
    return this.#frames >= this.#rate.framesAtOnce && this.#bytes >= this.#rate.bytesAtOnce
  }

  #fill(now: number): void {
    const { framesPerSecond, framesAtOnce, bytesPerSecond, bytesAtOnce } = this.#rate
    // A clock that is set back fills nothing, and takes nothing away.
    const seconds = Math.max(0, now - this.#filledAt) / 1_000
    this.#filledAt = now
    this.#frames = Math.min(framesAtOnce, this.#frames + seconds * framesPerSecond)
    this.#bytes = Math.min(bytesAtOnce, this.#bytes + seconds * bytesPerSecond)
  }
}

/** One budget for each of many, kept as long as it says something: until it is full and nobody draws on it. */
export class Budgets {
  readonly #rate: Rate
  readonly #byKey = new Map<string, Budget>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  of(key: string, now: number): Budget {
    let budget = this.#byKey.get(key)
    if (budget === undefined) this.#byKey.set(key, (budget = new Budget(this.#rate, now)))
    return budget
  }

  forgetFull(now: number, inUse: (key: string) => boolean): void {
    for (const [key, budget] of this.#byKey) if (!inUse(key) && budget.isFull(now)) this.#byKey.delete(key)
  }
}
