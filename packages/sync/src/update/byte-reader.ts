import { decodeUtf8 } from 'lib0/string'

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
    return decodeUtf8(this.bytes.subarray(from, this.at))
  }
}

/** The length in UTF-16 units; throws where the bytes are not UTF-8 (RFC 3629): peers would, when they decode them. */
function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let units = 0
  let at = from
  while (at < to) {
    const lead = bytes[at++] as number
    units++
    if (lead < 0x80) continue
    const more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1
    const second = bytes[at] as number
    // Overlong forms, halves of surrogate pairs, and what lies beyond Unicode.
    const isWrong =
      lead < 0xc2 ||
      lead > 0xf4 ||
      at + more > to ||
      (lead === 0xe0 && second < 0xa0) ||
      (lead === 0xed && second > 0x9f) ||
      (lead === 0xf0 && second < 0x90) ||
      (lead === 0xf4 && second > 0x8f)
    if (isWrong) throw new Error('text that is not UTF-8')
    for (const end = at + more; at < end; at++) {
      if (((bytes[at] as number) & 0xc0) !== 0x80) throw new Error('text that is not UTF-8')
    }
    if (more === 3) units++
  }
  return units
}
