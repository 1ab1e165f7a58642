/** Bytes that lib0's `varUint` takes for a whole number from 0 to 2⁵³ − 1. */
export function sizeOfCount(value: number): number {
  let size = 1
  while (value >= 0x80) {
    value /= 0x80
    size++
  }
  return size
}

/** Writes it as a `varUint`; returns where it ends. */
export function writeCount(bytes: Uint8Array, at: number, value: number): number {
  while (value >= 0x80) {
    bytes[at++] = 0x80 | (value % 0x80)
    value = Math.floor(value / 0x80)
  }
  bytes[at++] = value
  return at
}
