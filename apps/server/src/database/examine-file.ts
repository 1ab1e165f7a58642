import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { assertOwn, findLogDamage, logMigrations } from '@barycentre/store-sqlite'
import { migrations } from './migrations.ts'

/** The file, or the write-ahead log beside it, is not as it was written. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError'
}

/**
 * Looks whether the file is sound and ours before anything opens it to write. Opening is writing: SQLite takes a log up to
 * its first damaged page for the whole of it, and a program's first table would stand in whosever database it is. Throws
 * what is wrong. `pages`: every page is looked at, which takes a second for each gigabyte.
 */
export function examineFile(path: string, { pages = false } = {}): void {
  if (!existsSync(path)) return
  const damage = findLogDamage(path)
  if (damage !== undefined) throw new DamagedFileError(damage)
  const database = new DatabaseSync(path, { readOnly: true, timeout: 3_000 })
  try {
    assertReadable(database)
    if (!pages) return
    const said = String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'])
    if (said !== 'ok') throw new DamagedFileError(said)
  } finally {
    database.close()
  }
}

/** Throws where the tables are another program's, or a newer version's. */
export function assertReadable(database: DatabaseSync): void {
  assertOwn(database, { log: logMigrations, server: migrations })
}
