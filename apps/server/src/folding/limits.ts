/** How folding is kept from holding up others. */
export interface FoldLimits {
  /** Bytes of an update from which on it is folded in a thread of its own; less is quicker folded than sent there. */
  readonly asideFrom: number
  /** Updates that may wait for their turn. */
  readonly maxWaiting: number
  /** Milliseconds that one may take. */
  readonly within: number
}

export const defaultFoldLimits: FoldLimits = { asideFrom: 64 * 1024, maxWaiting: 64, within: 30_000 }
