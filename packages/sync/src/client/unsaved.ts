import { joinUpdates } from '../join-updates.ts'

/** Updates made here that the server has not acknowledged, in the order of their making. */
export class Unsaved {
  #entries: { readonly count: number; readonly update: Uint8Array }[] = []
  #isWhole = true

  /** What an earlier visit left; `undefined` if it is not known one by one. */
  load(updates: readonly Uint8Array[] | undefined): void {
    if (updates === undefined) this.#isWhole = false
    else this.#entries = [...updates.map(update => ({ count: 1, update })), ...this.#entries]
  }

  add(update: Uint8Array): void {
    this.#entries.push({ count: 1, update })
    if (this.#entries.length < mostEntries) return
    // Somebody writes for hours without a server: nothing of it will be acknowledged one by one.
    const joined = this.#entries.splice(0, mostEntries / 2)
    const count = joined.reduce((sum, entry) => sum + entry.count, 0)
    this.#entries.unshift({ count, update: joinUpdates(joined.map(entry => entry.update)) })
  }

  /** The server has the next `count` of them. What is joined stays until all of it is there: sending twice does no harm. */
  drop(count: number): void {
    this.#dropped += count
    for (;;) {
      const [first] = this.#entries
      if (first === undefined || first.count > this.#dropped) return
      this.#entries.shift()
      this.#dropped -= first.count
    }
  }
  #dropped = 0

  /** Everything was handed over as a state: what is not known one by one is among it. */
  handedOver(): void {
    this.#isWhole = true
  }

  /** All of it as one update; `undefined` where that is not known. */
  get joined(): Uint8Array | undefined {
    if (!this.#isWhole) return undefined
    return joinUpdates(this.#entries.map(entry => entry.update))
  }
}

const mostEntries = 512
