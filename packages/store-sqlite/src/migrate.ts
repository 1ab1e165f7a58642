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

/** The file is a database, but another program's. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError'
}

/**
 * Looks whether `migrate` could take the file on, and writes nothing: throws where it is another program's, or of a newer
 * version. `known` says of each owner how many migrations there are.
 */
export function assertOwn(database: DatabaseSync, known: { readonly [owner: string]: readonly Migration[] }): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  if (tables.length === 0) return
  const columns = database.prepare("SELECT name FROM pragma_table_info('migrations') ORDER BY name").all()
  if (columns.map(column => column['name']).join() !== 'applied,owner')
    throw new ForeignDatabaseError('No table of ours')
  const rows = database.prepare('SELECT owner, applied FROM migrations').all()
  if (rows.length === 0 && tables.length > 1) throw new ForeignDatabaseError('Tables of nobody')
  for (const { owner, applied } of rows) {
    const own = known[String(owner)]?.length
    if (own !== undefined && Number(applied) > own)
      throw new NewerDatabaseError(`${owner}: ${applied} migrations are applied, ${own} are known`)
  }
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
