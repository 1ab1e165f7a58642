import { unreachable } from '@barycentre/kit'
import type { KeepingErrorCode } from '@barycentre/store-indexeddb'
import type { SaveState } from '@barycentre/sync/client'

/** Where one document of the workspace is. */
export interface DocumentStatus {
  /** Such as `plan` or `text/vision`. */
  readonly name: string
  readonly state: SaveState
  /** Why this device keeps nothing of it, where it does not. */
  readonly trouble: KeepingErrorCode | undefined
}

/** Where my work in this workspace is, over all documents that are open (promise P2). */
export type SaveStatus = SaveState

/** One status for several documents: the one that a person must know first. */
export function saveStatusOf(states: readonly SaveState[]): SaveStatus {
  const refused = states.find(each => each.state === 'refused')
  if (refused !== undefined) return refused
  const waiting = sum(states.map(waitingIn))
  const keptHere = states.every(isKeptHere)
  const savedAt = latest(states.map(savedAtOf))
  const offline = states.filter(each => each.state === 'offline')
  if (offline.length > 0) {
    const { end } = offline.find(each => each.end !== undefined) ?? { end: undefined }
    return { state: 'offline', waiting, keptHere, savedAt, end }
  }
  if (states.some(each => each.state === 'storage')) return { state: 'storage', waiting, keptHere, savedAt }
  if (waiting > 0) {
    const sent = sum(states.map(each => (each.state === 'saving' ? each.sent : 0)))
    return { state: 'saving', count: waiting, sent, keptHere }
  }
  const readOnly = states.find(each => each.state === 'read-only')
  if (readOnly !== undefined) return readOnly
  // A text that is only being opened is no news while the plan stands there saved.
  return savedAt === undefined ? { state: 'opening', waiting, keptHere } : { state: 'saved', at: savedAt }
}

/** How many changes the server is not known to have. */
export function waitingIn(state: SaveState): number {
  switch (state.state) {
    case 'saving':
      return state.count
    case 'saved':
    case 'read-only':
      return 0
    case 'opening':
    case 'offline':
    case 'storage':
    case 'refused':
      return state.waiting
    default:
      return unreachable(state)
  }
}

/** Whether closing the page now would lose nothing. */
export function isKeptHere(state: SaveState): boolean {
  return waitingIn(state) === 0 || !('keptHere' in state) || state.keptHere
}

function savedAtOf(state: SaveState): number | undefined {
  if (state.state === 'saved') return state.at
  return 'savedAt' in state ? state.savedAt : undefined
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
