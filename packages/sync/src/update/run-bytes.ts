import type { Run } from './scan-update.ts'
import { sizeOfCount, writeCount } from './write-count.ts'

/** The structs of one client, growing. */
export class RunBytes {
  readonly client: number
  readonly clock: number
  count = 0
  #bytes = new Uint8Array(64)
  #length = 0
  #end: number
  #openText: OpenText | undefined

  constructor(client: number, clock: number) {
    this.client = client
    this.clock = clock
    this.#end = clock
  }

  get parts(): readonly Uint8Array[] {
    return [this.#bytes.subarray(0, this.#length)]
  }

  get end(): number {
    return this.#end
  }

  get byteLength(): number {
    return this.#length
  }

  append(bytes: Uint8Array, run: Run): void {
    if (run.clock !== this.#end) throw new Error('runs are added without a hole between them')
    this.#end = run.end
    const { firstText } = run
    const joins = firstText?.continues === true && this.#openText !== undefined && this.#hasSameRight(bytes, firstText)
    const from = joins ? firstText.textTo : run.from
    if (joins) this.#extendText(bytes.subarray(firstText.textFrom, firstText.textTo))
    this.count += joins ? run.count - 1 : run.count
    // What was open before stays open where all of the run has gone into it.
    if (joins && run.count === 1) return
    const shift = this.#length - from
    this.#push(bytes.subarray(from, run.to))
    const { lastText } = run
    this.#openText = lastText && {
      rightFrom: lastText.rightFrom + shift,
      rightTo: lastText.rightTo + shift,
      lengthAt: lastText.lengthAt + shift,
      textFrom: lastText.textFrom + shift,
    }
  }

  /** Two texts in a row may become one only where what stood right of them was the same. */
  #hasSameRight(bytes: Uint8Array, { rightFrom, rightTo }: { readonly rightFrom: number; readonly rightTo: number }) {
    const open = this.#openText as OpenText
    if (rightTo - rightFrom !== open.rightTo - open.rightFrom) return false
    for (let i = 0; i < rightTo - rightFrom; i++)
      if (bytes[rightFrom + i] !== this.#bytes[open.rightFrom + i]) return false
    return true
  }

  #extendText(text: Uint8Array): void {
    const open = this.#openText as OpenText
    const before = this.#length - open.textFrom
    const after = before + text.length
    const wider = sizeOfCount(after) - (open.textFrom - open.lengthAt)
    this.#reserve(wider + text.length)
    if (wider !== 0) this.#bytes.copyWithin(open.textFrom + wider, open.textFrom, this.#length)
    open.textFrom = writeCount(this.#bytes, open.lengthAt, after)
    this.#length += wider
    this.#push(text)
  }

  #push(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}

/** The last struct, where it is text that may still grow. */
interface OpenText {
  readonly rightFrom: number
  readonly rightTo: number
  readonly lengthAt: number
  textFrom: number
}
