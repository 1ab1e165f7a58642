import type { SaveState } from '@barycentre/sync/client'

/** Where my work in this workspace is, over all documents that are open (promise P2). */
export type SaveStatus =
  | { readonly state: 'opening' }
  | { readonly state: 'saved'; readonly at: number }
  | { readonly state: 'saving'; readonly count: number; readonly keptHere: boolean }
  | {
      readonly state: 'offline'
      readonly waiting: number
      readonly keptHere: boolean
      readonly savedAt: number | undefined
    }
  | { readonly state: 'read-only'; readonly reason: string }
  | { readonly state: 'refused'; readonly code: string; readonly waiting: number }

/** One status for several documents: the one that a person must know first. */
export function saveStatusOf(states: readonly SaveState[]): SaveStatus {
  const refused = states.find(each => each.state === 'refused')
  if (refused !== undefined) return { state: 'refused', code: refused.code, waiting: refused.waiting }
  const offline = states.filter(each => each.state === 'offline')
  if (offline.length > 0) {
    return {
      state: 'offline',
      waiting: sum(offline.map(each => each.waiting)),
      keptHere: offline.every(each => each.keptHere),
      savedAt: latest(offline.map(each => each.savedAt)),
    }
  }
  const saving = states.filter(each => each.state === 'saving')
  if (saving.length > 0) {
    return {
      state: 'saving',
      count: sum(saving.map(each => each.count)),
      keptHere: saving.every(each => each.keptHere),
    }
  }
  const readOnly = states.find(each => each.state === 'read-only')
  if (readOnly !== undefined) return { state: 'read-only', reason: readOnly.code }
  const at = latest(states.map(each => (each.state === 'saved' ? each.at : undefined)))
  return at === undefined ? { state: 'opening' } : { state: 'saved', at }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
