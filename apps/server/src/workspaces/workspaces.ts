import type { Branded } from '@barycentre/kit'
import type { Database } from '../database/open-database.ts'

export type WorkspaceId = Branded<'WorkspaceId'>

/** The place where one mission's plan is drawn up. */
export interface Workspace {
  readonly id: WorkspaceId
  readonly name: string
  readonly createdAt: number
}

export interface Workspaces {
  /** Not seen by anybody until `markReady`: its documents are still to be written. */
  prepare(workspace: Workspace): void
  markReady(id: WorkspaceId): void
  find(id: WorkspaceId): Workspace | undefined
  all(): readonly Workspace[]
}

export function createWorkspaces({ sql }: Database): Workspaces {
  const insert = sql.prepare("INSERT INTO workspaces (id, name, state, created_at) VALUES (?, ?, 'preparing', ?)")
  const ready = sql.prepare("UPDATE workspaces SET state = 'ready' WHERE id = ?")
  const find = sql.prepare("SELECT * FROM workspaces WHERE id = ? AND state = 'ready'")
  const all = sql.prepare("SELECT * FROM workspaces WHERE state = 'ready' ORDER BY created_at, rowid")
  return {
    prepare: ({ id, name, createdAt }) => void insert.run(id, name, createdAt),
    markReady: id => void ready.run(id),
    find(id) {
      const row = find.get(id)
      return row && workspaceOf(row)
    },
    all: () => all.all().map(workspaceOf),
  }
}

function workspaceOf(row: Record<string, unknown>): Workspace {
  return { id: row['id'] as WorkspaceId, name: String(row['name']), createdAt: Number(row['created_at']) }
}
