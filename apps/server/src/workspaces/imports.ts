import type { Branded, Json } from '@barycentre/kit'
import { isEntryKind, isKind, type LedgerEntry } from '@barycentre/plan'
import type { Database } from '../database/open-database.ts'
import type { WorkspaceId } from './workspaces.ts'

export type ImportId = Branded<'ImportId'>
export type Facts = { readonly [name: string]: Json }

/** What a plan file holds beside its records, and which texts it brought. */
export interface Beside {
  readonly facts: Facts
  readonly ledger: readonly LedgerEntry[]
  readonly textNames: readonly string[]
}

export interface Imports {
  /** Keeps it without letting it count yet. */
  prepare(id: ImportId, workspace: WorkspaceId, beside: Beside, now: number): void
  markReady(id: ImportId): void
  /** Imports whose end nobody saw. */
  preparing(): readonly { readonly id: ImportId; readonly workspaceId: WorkspaceId }[]
  /** What the latest import of the workspace brought; nothing where there was none. */
  current(workspace: WorkspaceId): Beside
}

export function createImports({ sql }: Database): Imports {
  const insert = sql.prepare(
    "INSERT INTO imports (id, workspace_id, state, facts, text_names, created_at) VALUES (?, ?, 'preparing', ?, ?, ?)",
  )
  const insertEntry = sql.prepare(
    `INSERT INTO ledger_entries (import_id, position, kind, entry_id, about_kind, about_id, body)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const ready = sql.prepare("UPDATE imports SET state = 'ready' WHERE id = ?")
  const preparing = sql.prepare("SELECT id, workspace_id FROM imports WHERE state = 'preparing'")
  const latest = sql.prepare(
    "SELECT * FROM imports WHERE workspace_id = ? AND state = 'ready' ORDER BY created_at DESC, rowid DESC LIMIT 1",
  )
  const entries = sql.prepare('SELECT * FROM ledger_entries WHERE import_id = ? ORDER BY position')
  return {
    prepare(id, workspace, { facts, ledger, textNames }, now) {
      insert.run(id, workspace, JSON.stringify(facts), JSON.stringify(textNames), now)
      for (const [position, { kind, id: entryId, about, body }] of ledger.entries()) {
        insertEntry.run(id, position, kind, entryId, about?.kind ?? null, about?.id ?? null, JSON.stringify(body))
      }
    },
    markReady: id => void ready.run(id),
    preparing: () =>
      preparing.all().map(row => ({ id: row['id'] as ImportId, workspaceId: row['workspace_id'] as WorkspaceId })),
    current(workspace) {
      const row = latest.get(workspace)
      if (row === undefined) return { facts: {}, ledger: [], textNames: [] }
      return {
        facts: JSON.parse(String(row['facts'])) as Facts,
        ledger: entries.all(String(row['id'])).flatMap(entryOf),
        textNames: JSON.parse(String(row['text_names'])) as string[],
      }
    },
  }
}

/** An entry of a kind that this version does not know would be one of a newer version's: left where it is. */
function entryOf(row: Record<string, unknown>): LedgerEntry[] {
  const kind = String(row['kind'])
  const aboutKind = row['about_kind']
  if (!isEntryKind(kind)) return []
  const entry = { kind, id: String(row['entry_id']), body: JSON.parse(String(row['body'])) as Json }
  if (typeof aboutKind !== 'string' || !isKind(aboutKind)) return [entry]
  return [{ ...entry, about: { kind: aboutKind, id: String(row['about_id']) } }]
}
