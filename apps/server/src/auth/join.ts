import { roles } from '@barycentre/access'
import { ok, type Result } from '@barycentre/kit'
import type { Chance } from '../chance.ts'
import type { Records } from '../records.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import type { InvitationRefusal } from './invitations.ts'
import type { Membership } from './memberships.ts'
import type { Person, PersonId } from './people.ts'

export interface Joining {
  readonly secret: string
  readonly name: string
  readonly entity: string
  /** Who is signed in already in this browser. */
  readonly person: Person | undefined
}

export interface Joined {
  readonly workspaceIds: readonly WorkspaceId[]
  /** For the cookie, where somebody new has signed in. */
  readonly signInSecret: string | undefined
}

/**
 * Uses an invitation, whole or not at all. Who is signed in under the name that they give stays who they are; another
 * name at the same browser is another person. An invitation never takes away: who stands higher already keeps that.
 */
export function join(
  { records, chance, now }: { records: Records; chance: Chance; now: () => number },
  { secret, name, entity, person: before }: Joining,
): Result<Joined, InvitationRefusal> {
  return records.transaction(() => {
    const checked = records.invitations.check(secret, now())
    if (!checked.ok) return checked
    const invitation = checked.value
    const known = before?.name === name ? before : undefined
    const person: Person = { id: known?.id ?? (chance.id() as PersonId), name, entity }
    let signInSecret: string | undefined
    if (known === undefined) {
      signInSecret = chance.secret()
      records.people.create(person, now())
      records.signIns.create(signInSecret, person.id, now())
    } else if (known.entity !== entity) records.people.setEntity(person.id, entity)

    const { role, group } = invitation
    const workspaceIds =
      invitation.workspaceId === null ? records.workspaces.all().map(each => each.id) : [invitation.workspaceId]
    let used = false
    for (const workspaceId of workspaceIds) {
      const held = records.memberships.find(person.id, workspaceId)
      if (held !== undefined && isKept(held, invitation)) continue
      records.memberships.put(person.id, { workspaceId, role, group }, now())
      used = true
    }
    if (used || known === undefined) records.invitations.countUse(invitation.id)
    return ok({ workspaceIds, signInSecret })
  })
}

function isKept(held: Membership, offered: Pick<Membership, 'role'>): boolean {
  return roles.indexOf(held.role) <= roles.indexOf(offered.role)
}
