import { pieceBytes } from '../update/split-update.ts'

/**
 * The frames of one connection that carry updates, in their order. Once the server is known to say what is settled, no
 * more of them are on the way than it can settle in a while: what is said beside the document, and what the line itself
 * needs to be known alive, must not wait behind all that somebody made in a week. Small ones hardly ever wait.
 */
export class Upward {
  /** The server tells of each frame. */
  isAnswered = false
  readonly #transmit: (frame: Uint8Array) => void
  #sent = 0
  #settled = 0
  #onWay: number[] = []
  #bytesOnWay = 0
  #waiting: Uint8Array[] = []

  constructor(transmit: (frame: Uint8Array) => void) {
    this.#transmit = transmit
  }

  /** Takes its place in the line; returns its number. */
  push(frame: Uint8Array): number {
    this.#waiting.push(frame)
    const number = this.#sent + this.#waiting.length
    this.#sendSome()
    return number
  }

  /** The frames up to this number are on disk, or refused. */
  settled(frames: number): void {
    for (; this.#settled < Math.min(frames, this.#sent); this.#settled++) this.#bytesOnWay -= this.#onWay.shift() ?? 0
    this.#sendSome()
  }

  close(): void {
    this.#waiting = []
  }

  #sendSome(): void {
    for (;;) {
      const [next] = this.#waiting
      if (next === undefined) return
      const isFull = this.#bytesOnWay > 0 && this.#bytesOnWay + next.length > bytesOnWay
      if (this.isAnswered && isFull) return
      this.#waiting.shift()
      this.#sent++
      this.#onWay.push(next.length)
      this.#bytesOnWay += next.length
      this.#transmit(next)
    }
  }
}

/** Two pieces and what is around them: one that arrives while the answer to the one before is coming. */
const bytesOnWay = 2 * pieceBytes + 1024
