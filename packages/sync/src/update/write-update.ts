import type { Deletions } from './deletions.ts'
import { sizeOfCount, writeCount } from './write-count.ts'

/** The structs of one client to be written, in one or several parts. */
export interface RunToWrite {
  readonly client: number
  readonly clock: number
  readonly count: number
  readonly parts: readonly Uint8Array[]
}

/** The update (V1) of these runs and deletions, and where in its bytes the structs of each run begin. */
export function writeUpdate(
  runs: readonly RunToWrite[],
  deletions: Deletions,
): { readonly bytes: Uint8Array; readonly starts: readonly number[] } {
  let size = sizeOfCount(runs.length) + sizeOfCount(deletions.clientCount)
  for (const { client, clock, count, parts } of runs) {
    size += sizeOfCount(count) + sizeOfCount(client) + sizeOfCount(clock)
    for (const part of parts) size += part.length
  }
  for (const [client, ranges] of deletions.entries()) {
    size += sizeOfCount(client) + sizeOfCount(ranges.length / 2)
    for (let i = 0; i < ranges.length; i += 2) {
      const start = ranges[i] as number
      size += sizeOfCount(start) + sizeOfCount((ranges[i + 1] as number) - start)
    }
  }
  const bytes = new Uint8Array(size)
  const starts: number[] = []
  let at = writeCount(bytes, 0, runs.length)
  for (const { client, clock, count, parts } of runs) {
    at = writeCount(bytes, writeCount(bytes, writeCount(bytes, at, count), client), clock)
    starts.push(at)
    for (const part of parts) {
      bytes.set(part, at)
      at += part.length
    }
  }
  at = writeCount(bytes, at, deletions.clientCount)
  for (const [client, ranges] of deletions.entries()) {
    at = writeCount(bytes, writeCount(bytes, at, client), ranges.length / 2)
    for (let i = 0; i < ranges.length; i += 2) {
      const start = ranges[i] as number
      at = writeCount(bytes, writeCount(bytes, at, start), (ranges[i + 1] as number) - start)
    }
  }
  return { bytes, starts }
}
