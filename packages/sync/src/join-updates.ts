import { mergeUpdates } from './merge-updates.ts'
import { scanUpdate } from './update/scan-update.ts'
import { UpdateBuilder } from './update/update-builder.ts'

/** One update of several that follow one another, as rows of a log do. */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const [first] = updates
  if (first !== undefined && updates.length === 1) return first
  const builder = new UpdateBuilder()
  const ends = new Map<number, number>()
  for (const scanned of updates.map(update => scanUpdate(update))) {
    for (const { client, clock, end } of scanned.runs) {
      // Two servers have kept the same of somebody who changed from one to the other: Yjs knows how to cut that.
      if (clock !== (ends.get(client) ?? clock)) return mergeUpdates(updates)
      ends.set(client, end)
    }
    builder.add(scanned)
  }
  return builder.build()
}
