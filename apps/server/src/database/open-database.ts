import type { DatabaseSync } from 'node:sqlite'
import { migrate, openDatabase as openSqlite } from '@barycentre/store-sqlite'
import { migrations } from './migrations.ts'

/**
 * The file that holds everything: the log of updates and, beside it, the server-owned records (people, rights,
 * workspaces, the ledger). One connection for both; other processes, such as the command line, have theirs.
 */
export interface Database {
  readonly sql: DatabaseSync
  /** Runs in one transaction: all of it, synced to disk when this returns, or none of it. Nothing may wait inside. */
  transaction<T>(work: () => T): T
  close(): void
}

export function openDatabase(path: string): Database {
  const sql = openSqlite(path)
  try {
    migrate(sql, 'server', migrations)
  } catch (cause) {
    sql.close()
    throw cause
  }
  return {
    sql,
    transaction(work) {
      // IMMEDIATE takes the writer's lock at the start: a later upgrade of a read lock could fail with "busy" at once.
      sql.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        sql.exec('COMMIT')
        return result
      } catch (cause) {
        if (sql.isTransaction) sql.exec('ROLLBACK')
        throw cause
      }
    },
    close: () => sql.close(),
  }
}
