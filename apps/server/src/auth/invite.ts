import type { Group, Role } from '@barycentre/access'
import type { Chance } from '../chance.ts'
import type { Records } from '../records.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import type { Invitation, InvitationId } from './invitations.ts'

export interface NewInvitation {
  readonly workspaceId: WorkspaceId
  readonly group: Group
  readonly role: Role
  readonly expiresInHours: number
  readonly uses: number
  readonly createdBy: string
}

type Made = { readonly invitation: Omit<Invitation, 'uses' | 'revokedAt'>; readonly secret: string }
type Needs = { readonly records: Records; readonly chance: Chance; readonly now: () => number }

/** Makes an invitation. The secret is in what this returns and nowhere else. */
export function invite(
  needs: Needs,
  { workspaceId, group, role, expiresInHours, uses, createdBy }: NewInvitation,
): Made {
  return make(needs, { workspaceId, group, role, createdBy, usesAllowed: uses, hours: expiresInHours })
}

/** A fresh link for an owner of every workspace; links of this kind that nobody used end with it. */
export function inviteOwner(needs: Needs, group: Group): Made {
  return needs.records.transaction(() => {
    needs.records.invitations.revokeOwnerLinks(needs.now())
    return make(needs, {
      workspaceId: null,
      group,
      role: 'owner',
      createdBy: 'operator',
      usesAllowed: 1,
      hours: 24 * 7,
    })
  })
}

function make(
  { records, chance, now }: Needs,
  {
    hours,
    ...wanted
  }: Pick<Invitation, 'workspaceId' | 'group' | 'role' | 'createdBy' | 'usesAllowed'> & { hours: number },
): Made {
  const createdAt = now()
  const expiresAt = createdAt + Math.round(hours * 3_600_000)
  const invitation = { id: chance.id() as InvitationId, ...wanted, createdAt, expiresAt }
  const secret = chance.secret()
  records.invitations.create(secret, invitation)
  return { invitation, secret }
}
