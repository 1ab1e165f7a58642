import type { Group, Role } from '@barycentre/access'
import type { Database } from '../database/open-database.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import type { PersonId } from './people.ts'

export interface Membership {
  readonly workspaceId: WorkspaceId
  readonly role: Role
  readonly group: Group
}

export interface Member extends Membership {
  readonly personId: PersonId
  readonly name: string
  readonly entity: string
}

export interface Memberships {
  /** Gives a person a place in a workspace; where they have one already, the new role and group take its place. */
  put(person: PersonId, membership: Membership, now: number): void
  find(person: PersonId, workspace: WorkspaceId): Membership | undefined
  ofPerson(person: PersonId): readonly Membership[]
  inWorkspace(workspace: WorkspaceId): readonly Member[]
  remove(person: PersonId, workspace: WorkspaceId): boolean
  hasOwner(): boolean
}

type Row = Record<string, unknown>

export function createMemberships({ sql }: Database): Memberships {
  const put = sql.prepare(
    `INSERT INTO memberships (workspace_id, person_id, role, group_code, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace_id, person_id) DO UPDATE SET role = excluded.role, group_code = excluded.group_code`,
  )
  const find = sql.prepare('SELECT * FROM memberships WHERE person_id = ? AND workspace_id = ?')
  const ofPerson = sql.prepare('SELECT * FROM memberships WHERE person_id = ?')
  const inWorkspace = sql.prepare(
    `SELECT m.*, p.name, p.entity FROM memberships m JOIN people p ON p.id = m.person_id
     WHERE m.workspace_id = ? ORDER BY m.created_at, p.id`,
  )
  const remove = sql.prepare('DELETE FROM memberships WHERE person_id = ? AND workspace_id = ?')
  const owner = sql.prepare("SELECT 1 FROM memberships WHERE role = 'owner' LIMIT 1")
  return {
    put(person, { workspaceId, role, group }, now) {
      put.run(workspaceId, person, role, group, now)
    },
    find(person, workspace) {
      const row = find.get(person, workspace)
      return row && membershipOf(row)
    },
    ofPerson: person => ofPerson.all(person).map(membershipOf),
    inWorkspace: workspace =>
      inWorkspace.all(workspace).map(row => ({
        ...membershipOf(row),
        personId: row['person_id'] as PersonId,
        name: String(row['name']),
        entity: String(row['entity']),
      })),
    remove: (person, workspace) => remove.run(person, workspace).changes > 0,
    hasOwner: () => owner.get() !== undefined,
  }
}

// Roles and groups were checked when they were written.
function membershipOf(row: Row): Membership {
  return {
    workspaceId: row['workspace_id'] as WorkspaceId,
    role: row['role'] as Role,
    group: row['group_code'] as Group,
  }
}
