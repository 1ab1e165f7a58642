import type { LinkOptions } from '../link.ts'

/** A field office on a shared satellite line. */
export const poorLine: LinkOptions = { bitsPerSecond: 128_000, delayMs: 300 }
