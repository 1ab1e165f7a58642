import type { Group, Role } from '@barycentre/access'
import { err, ok, type Branded, type Result } from '@barycentre/kit'
import type { Database } from '../database/open-database.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import { hashSecret } from './secrets.ts'

export type InvitationId = Branded<'InvitationId'>

/** A link that lets people in, with a role and a group that it decides, until it expires or is used up. */
export interface Invitation {
  readonly id: InvitationId
  /** Null in the owner's link: it gives every workspace that there is when it is used. */
  readonly workspaceId: WorkspaceId | null
  readonly role: Role
  readonly group: Group
  readonly createdBy: string
  readonly createdAt: number
  readonly expiresAt: number
  readonly usesAllowed: number
  readonly uses: number
  readonly revokedAt: number | null
}

export type InvitationRefusal =
  'invitation-unknown' | 'invitation-expired' | 'invitation-used-up' | 'invitation-revoked'

export interface Invitations {
  create(secret: string, invitation: Omit<Invitation, 'uses' | 'revokedAt'>): void
  /** The invitation behind a secret, if it may still be used. */
  check(secret: string, now: number): Result<Invitation, InvitationRefusal>
  countUse(id: InvitationId): void
  ofWorkspace(workspace: WorkspaceId): readonly Invitation[]
  revoke(id: InvitationId, workspace: WorkspaceId, now: number): boolean
  /** Ends the owner's links that have not been used: a fresh one replaces them. */
  revokeOwnerLinks(now: number): void
}

export function createInvitations({ sql }: Database): Invitations {
  const insert = sql.prepare(
    `INSERT INTO invitations
       (id, secret_hash, workspace_id, role, group_code, created_by, created_at, expires_at, uses_allowed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const bySecret = sql.prepare('SELECT * FROM invitations WHERE secret_hash = ?')
  const countUse = sql.prepare('UPDATE invitations SET uses = uses + 1 WHERE id = ?')
  const ofWorkspace = sql.prepare('SELECT * FROM invitations WHERE workspace_id = ? ORDER BY created_at, id')
  const revoke = sql.prepare(
    'UPDATE invitations SET revoked_at = ? WHERE id = ? AND workspace_id = ? AND revoked_at IS NULL',
  )
  const revokeOwnerLinks = sql.prepare(
    'UPDATE invitations SET revoked_at = ? WHERE workspace_id IS NULL AND uses = 0 AND revoked_at IS NULL',
  )
  return {
    create(secret, it) {
      const { id, workspaceId, role, group, createdBy, createdAt, expiresAt, usesAllowed } = it
      insert.run(id, hashSecret(secret), workspaceId, role, group, createdBy, createdAt, expiresAt, usesAllowed)
    },
    check(secret, now) {
      const row = bySecret.get(hashSecret(secret))
      if (row === undefined) return err('invitation-unknown')
      const invitation = invitationOf(row)
      if (invitation.revokedAt !== null) return err('invitation-revoked')
      if (invitation.expiresAt <= now) return err('invitation-expired')
      if (invitation.uses >= invitation.usesAllowed) return err('invitation-used-up')
      return ok(invitation)
    },
    countUse: id => void countUse.run(id),
    ofWorkspace: workspace => ofWorkspace.all(workspace).map(invitationOf),
    revoke: (id, workspace, now) => revoke.run(now, id, workspace).changes > 0,
    revokeOwnerLinks: now => void revokeOwnerLinks.run(now),
  }
}

function invitationOf(row: Record<string, unknown>): Invitation {
  return {
    id: row['id'] as InvitationId,
    workspaceId: row['workspace_id'] as WorkspaceId | null,
    role: row['role'] as Role,
    group: row['group_code'] as Group,
    createdBy: String(row['created_by']),
    createdAt: Number(row['created_at']),
    expiresAt: Number(row['expires_at']),
    usesAllowed: Number(row['uses_allowed']),
    uses: Number(row['uses']),
    revokedAt: row['revoked_at'] as number | null,
  }
}
