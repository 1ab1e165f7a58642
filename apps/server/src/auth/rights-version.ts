import type { Database } from '../database/open-database.ts'

/** A number that every change of rights raises, whichever process made it. Reading it is one row. */
export function createRightsVersion({ sql }: Database): () => number {
  const select = sql.prepare('SELECT version FROM rights_version')
  return () => Number(select.get()?.['version'])
}
