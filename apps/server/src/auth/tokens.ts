import type { Group, Role } from '@barycentre/access'
import type { Branded } from '@barycentre/kit'
import type { Database } from '../database/open-database.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import { hashSecret } from './secrets.ts'

export type TokenId = Branded<'TokenId'>

/** A key for a script or a stock client, to one workspace, with a role and a group of its own. */
export interface Token {
  readonly id: TokenId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly role: Role
  readonly group: Group
  readonly createdBy: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

export interface Tokens {
  create(secret: string, token: Omit<Token, 'revokedAt'>): void
  /** The token behind a secret, unless it is revoked. */
  find(secret: string): Token | undefined
  isLive(id: TokenId): boolean
  ofWorkspace(workspace: WorkspaceId): readonly Token[]
  revoke(id: TokenId, workspace: WorkspaceId, now: number): boolean
}

export function createTokens({ sql }: Database): Tokens {
  const insert = sql.prepare(
    `INSERT INTO tokens (id, secret_hash, workspace_id, name, role, group_code, created_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const bySecret = sql.prepare('SELECT * FROM tokens WHERE secret_hash = ? AND revoked_at IS NULL')
  const live = sql.prepare('SELECT 1 FROM tokens WHERE id = ? AND revoked_at IS NULL')
  const ofWorkspace = sql.prepare('SELECT * FROM tokens WHERE workspace_id = ? ORDER BY created_at, id')
  const revoke = sql.prepare(
    'UPDATE tokens SET revoked_at = ? WHERE id = ? AND workspace_id = ? AND revoked_at IS NULL',
  )
  return {
    create(secret, { id, workspaceId, name, role, group, createdBy, createdAt }) {
      insert.run(id, hashSecret(secret), workspaceId, name, role, group, createdBy, createdAt)
    },
    find(secret) {
      const row = bySecret.get(hashSecret(secret))
      return row && tokenOf(row)
    },
    isLive: id => live.get(id) !== undefined,
    ofWorkspace: workspace => ofWorkspace.all(workspace).map(tokenOf),
    revoke: (id, workspace, now) => revoke.run(now, id, workspace).changes > 0,
  }
}

function tokenOf(row: Record<string, unknown>): Token {
  return {
    id: row['id'] as TokenId,
    workspaceId: row['workspace_id'] as WorkspaceId,
    name: String(row['name']),
    role: row['role'] as Role,
    group: row['group_code'] as Group,
    createdBy: String(row['created_by']),
    createdAt: Number(row['created_at']),
    revokedAt: row['revoked_at'] as number | null,
  }
}
