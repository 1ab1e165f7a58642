import * as Y from 'yjs'

/**
 * `Y.mergeUpdates` takes time quadratic in the number of updates: merging in small groups, and the groups in groups,
 * does not.
 */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  let level = updates
  while (level.length > 1) {
    const merged: Uint8Array[] = []
    for (let at = 0; at < level.length; at += groupSize) merged.push(mergeGroup(level.slice(at, at + groupSize)))
    level = merged
  }
  return level[0] ?? emptyUpdate
}

const groupSize = 32
/** No structs, no deletions. */
const emptyUpdate = Uint8Array.of(0, 0)

function mergeGroup(updates: Uint8Array[]): Uint8Array {
  return updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates)
}
