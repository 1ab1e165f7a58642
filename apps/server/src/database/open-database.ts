import { DatabaseSync } from 'node:sqlite'
import { migrations } from './migrations.ts'

/**
 * The server-owned records: people, rights, workspaces, the ledger. They lie in the same file as the log of updates,
 * through a connection of their own; other processes (the command line) may write at the same time.
 */
export interface Database {
  readonly sql: DatabaseSync
  /** Runs in one transaction: all of it, synced to disk when this returns, or none of it. */
  transaction<T>(work: () => T): T
  close(): void
}

/** SQLite 3.7.0 to 3.51.2 could corrupt a WAL that several connections write to (fixed in 3.51.3). */
const oldestSound = [3, 51, 3] as const

export function openDatabase(path: string, now: () => number): Database {
  assertSoundSqlite(process.versions['sqlite'] ?? '0')
  const sql = new DatabaseSync(path)
  sql.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
  const database: Database = {
    sql,
    transaction(work) {
      // IMMEDIATE takes the writer's lock at the start: a later upgrade of a read lock could fail with "busy" at once.
      sql.exec('BEGIN IMMEDIATE')
      let result
      try {
        result = work()
        sql.exec('COMMIT')
      } catch (cause) {
        if (sql.isTransaction) sql.exec('ROLLBACK')
        throw cause
      }
      return result
    },
    close: () => sql.close(),
  }
  migrate(database, now)
  return database
}

function migrate(database: Database, now: () => number): void {
  const { sql } = database
  database.transaction(() => {
    sql.exec('CREATE TABLE IF NOT EXISTS server_migrations (id TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT')
    const applied = new Set(sql.prepare('SELECT id FROM server_migrations').all().map(row => row['id']))
    for (const migration of migrations) {
      if (applied.has(migration.id)) continue
      sql.exec(migration.sql)
      sql.prepare('INSERT INTO server_migrations (id, applied_at) VALUES (?, ?)').run(migration.id, now())
    }
  })
}

function assertSoundSqlite(version: string): void {
  const parts = version.split('.').map(Number)
  for (const [at, least] of oldestSound.entries()) {
    const part = parts[at] ?? 0
    if (part > least) return
    if (part < least) throw new Error(`SQLite ${version} may corrupt its log; ${oldestSound.join('.')} or later is needed`)
  }
}
