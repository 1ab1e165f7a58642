import { DatabaseSync } from 'node:sqlite'

/**
 * Opens the file as everything in it must be opened: a commit returns only when it would survive the loss of power, and
 * another process that writes is waited for rather than failed on.
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: lockPatience })
  try {
    assertSoundVersion(database)
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode']
    if (mode !== 'wal' && mode !== 'memory') throw new Error(`${path} is on a disk that allows no write-ahead log`)
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA fullfsync = ON;
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA foreign_keys = ON;
      PRAGMA journal_size_limit = ${64 * 1024 * 1024};
    `)
  } catch (cause) {
    database.close()
    throw cause
  }
  return database
}

/** Milliseconds. The thread stands still meanwhile, so no longer than an import by the command line takes to commit. */
const lockPatience = 3_000

/** Until then, two connections that write could lose commits when the log began anew (sqlite.org, "WAL-reset bug"). */
const soundSince = [3, 51, 3] as const

function assertSoundVersion(database: DatabaseSync): void {
  const version = String(database.prepare('SELECT sqlite_version() AS version').get()?.['version'])
  const parts = version.split('.').map(Number)
  for (const [i, needed] of soundSince.entries()) {
    const part = parts[i] ?? 0
    if (part > needed) return
    if (part < needed) throw new Error(`SQLite ${version} can lose commits; ${soundSince.join('.')} or newer is needed`)
  }
}
