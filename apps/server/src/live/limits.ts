import type { Rate } from './budget.ts'

/** What the live connections may cost. Sizes in bytes, times in milliseconds. */
export interface LiveLimits {
  /** One message, and so the largest single update that is taken. */
  readonly maxMessageBytes: number
  /** What may wait at a socket until its peer takes it. */
  readonly maxSocketBytes: number
  readonly maxConnections: number
  readonly maxConnectionsPerPerson: number
  readonly maxConnectionsPerRoom: number
  /** Connections of one address that have not said anything yet. */
  readonly maxPendingPerAddress: number
  /** Within this time a connection says something. */
  readonly firstMessageWithin: number
  /** What a person may send, over all of their connections; beyond it they are read more slowly. */
  readonly personRate: Rate
  /** What may be sent to a document, by everybody together. */
  readonly roomRate: Rate
  /** From this delay of the first message on, a line counts as long. */
  readonly longLinkDelay: number
}

const KiB = 1024
const MiB = 1024 * KiB

export const defaultLiveLimits: LiveLimits = {
  maxMessageBytes: 4 * MiB,
  maxSocketBytes: 256 * KiB,
  maxConnections: 10_000,
  maxConnectionsPerPerson: 256,
  maxConnectionsPerRoom: 2_000,
  maxPendingPerAddress: 2_048,
  firstMessageWithin: 10_000,
  personRate: { framesPerSecond: 1_000, framesAtOnce: 10_000, bytesPerSecond: 2 * MiB, bytesAtOnce: 16 * MiB },
  roomRate: { framesPerSecond: 20_000, framesAtOnce: 40_000, bytesPerSecond: 32 * MiB, bytesAtOnce: 64 * MiB },
  longLinkDelay: 150,
}
