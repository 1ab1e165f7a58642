/** Bytes of the last minute, in slices of five seconds. */
export interface LineMeter {
  add(bytes: number): void
  perMinute(): number
}

export function createLineMeter(): LineMeter {
  const slices: { readonly at: number; bytes: number }[] = []
  function forget(): void {
    while (slices[0] !== undefined && slices[0].at < Date.now() - 60_000) slices.shift()
  }
  return {
    add(bytes) {
      const at = Date.now()
      const last = slices.at(-1)
      if (last !== undefined && at - last.at < 5_000) last.bytes += bytes
      else slices.push({ at, bytes })
      forget()
    },
    perMinute() {
      forget()
      return slices.reduce((sum, { bytes }) => sum + bytes, 0)
    },
  }
}
