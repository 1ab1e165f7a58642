import type { DatabaseSync } from 'node:sqlite'

/** One numbered step of a schema. Steps are never changed once released; a new one follows. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

/** The file was written by a newer version of the program, whose layout this one does not know. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'
}

/**
 * Brings the tables of one owner up to date, in one transaction. Several owners may share a file: each has its own list
 * and its own name, and touches no other's tables.
 */
export function migrate(database: DatabaseSync, owner: string, migrations: readonly Migration[]): void {
  database.exec('CREATE TABLE IF NOT EXISTS migrations (owner TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT')
  database.exec('BEGIN IMMEDIATE')
  try {
    const row = database.prepare('SELECT applied FROM migrations WHERE owner = ?').get(owner)
    const applied = Number(row?.['applied'] ?? 0)
    if (applied > migrations.length) {
      throw new NewerDatabaseError(`${owner}: ${applied} migrations are applied, ${migrations.length} are known`)
    }
    for (const { sql } of migrations.slice(applied)) database.exec(sql)
    database
      .prepare('INSERT INTO migrations VALUES (?1, ?2) ON CONFLICT (owner) DO UPDATE SET applied = ?2')
      .run(owner, migrations.length)
    database.exec('COMMIT')
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw cause
  }
}
