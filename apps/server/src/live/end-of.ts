import { closeCodes, type Closed } from '@barycentre/sync'
import { findActor, isStillValid, type Caller } from '../auth/caller.ts'
import type { Records } from '../records.ts'
import type { Admission } from './admit.ts'

/** Why a connection of one who was let in as this must end now, whatever it carries; if it must. */
export function endOfCaller(records: Records, caller: Caller, now: number): Closed | undefined {
  if (isStillValid(records, caller, now)) return undefined
  return { code: closeCodes.unauthorised, reason: endReason(caller) }
}

/** Why a session must end now, if it must. */
export function endOf(records: Records, { caller, actor, address }: Admission, now: number): Closed | undefined {
  const ofCaller = endOfCaller(records, caller, now)
  if (ofCaller !== undefined) return ofCaller
  const held = findActor(records, caller, address.workspaceId)
  if (held === undefined) return { code: closeCodes.forbidden, reason: 'membership-ended' }
  // Not final: they come back at once, with the rights that they have now.
  if (held.role !== actor.role || held.group !== actor.group)
    return { code: closeCodes.goingAway, reason: 'rights-changed' }
  return undefined
}

function endReason(caller: Caller): string {
  return caller.by === 'token' ? 'token-revoked' : 'signed-out'
}
