/** What a room takes, so that nobody can make it costly for the others. Sizes in bytes. */
export interface Limits {
  /** Structs, and ranges of deletions, in one update. */
  readonly maxStructs: number
  /** Types within types: lists in lists, cells in rows in tables. */
  readonly maxDepth: number
  /** A document as one update. What would make it larger is refused. */
  readonly maxDocumentBytes: number
  /** What may wait at a socket until its peer takes it. Beyond that it is behind, and is sent what it missed when it has caught up. */
  readonly maxSocketBytes: number
}

export const defaultLimits: Limits = {
  maxStructs: 200_000,
  maxDepth: 200,
  maxDocumentBytes: 64 * 1024 * 1024,
  maxSocketBytes: 256 * 1024,
}
