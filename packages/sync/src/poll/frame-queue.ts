/** Frames on their way to somebody who answers now and then: numbered from 1, kept until they are known to have arrived. */
export class FrameQueue {
  #frames: Uint8Array[] = []
  #first = 1
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  get isEmpty(): boolean {
    return this.#frames.length === 0
  }

  /** Of all that were ever pushed. */
  get last(): number {
    return this.#first + this.#frames.length - 1
  }

  push(frame: Uint8Array): void {
    this.#frames.push(frame)
    this.#bytes += frame.length
  }

  /** The other side has everything up to this number. */
  arrived(number: number): void {
    while (this.#first <= number) {
      const frame = this.#frames.shift()
      if (frame === undefined) return
      this.#bytes -= frame.length
      this.#first++
    }
  }

  /** What has not arrived yet, from the oldest on, of about so many bytes. */
  next(maxBytes: number): { readonly first: number; readonly frames: readonly Uint8Array[] } {
    let count = 0
    for (let bytes = 0; count < this.#frames.length; count++) {
      bytes += (this.#frames[count] as Uint8Array).length
      if (bytes > maxBytes && count > 0) break
    }
    return { first: this.#first, frames: this.#frames.slice(0, count) }
  }

  /** Whether nothing is left behind these. */
  endsWith({ first, frames }: { readonly first: number; readonly frames: readonly Uint8Array[] }): boolean {
    return first + frames.length === this.#first + this.#frames.length
  }
}

/** The other end: which frames are new among those that come, perhaps again. */
export class FrameIntake {
  #received = 0

  get received(): number {
    return this.#received
  }

  *take(first: number, frames: readonly Uint8Array[]): Generator<Uint8Array> {
    for (const [i, frame] of frames.entries()) {
      if (first + i !== this.#received + 1) continue
      this.#received++
      yield frame
    }
  }
}
