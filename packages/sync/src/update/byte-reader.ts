/** Reads lib0's encoding from bytes that nobody vouches for: throws at the end of the bytes, never reads beyond it. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  get isAtEnd(): boolean {
    return this.at === this.bytes.length
  }

  byte(): number {
    const byte = this.bytes[this.at]
    if (byte === undefined) throw new Error('it ends too early')
    this.at++
    return byte
  }

  /** A whole number from 0 to 2⁵³ − 1. */
  count(): number {
    let byte = this.byte()
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let factor = 0x80
    do {
      byte = this.byte()
      value += (byte & 0x7f) * factor
      factor *= 0x80
      if (value > Number.MAX_SAFE_INTEGER) throw new Error('a number beyond counting')
    } while (byte >= 0x80)
    return value
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.at) throw new Error('it ends too early')
    this.at += length
  }

  /** Skips so many bytes of UTF-8 and returns their length in UTF-16 units, which is what Yjs counts. Throws where they are not UTF-8. */
  skipText(length: number): number {
    const from = this.at
    this.skip(length)
    return utf16Length(this.bytes, from, this.at)
  }

  text(): string {
    const length = this.count()
    const from = this.at
    this.skip(length)
    return decoder.decode(this.bytes.subarray(from, this.at))
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to && (bytes[at] as number) < 0x80) at++
  if (at === to) return to - from
  // Longer than plain letters: the decoder knows every way in which UTF-8 can be wrong.
  return at - from + decoder.decode(bytes.subarray(at, to)).length
}
