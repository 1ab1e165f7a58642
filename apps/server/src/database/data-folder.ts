import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { err, ok, type Result } from '@barycentre/kit'

/** Where things lie in the data folder. */
export function databasePath(dataDir: string): string {
  return join(dataDir, 'barycentre.sqlite')
}

/** Makes the folder if need be; refuses with the one sentence to print. */
export function openDataFolder(dataDir: string): Result<void, string> {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return ok(undefined)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    return err(`The data folder ${dataDir} cannot be written to (${reason}); DATA_DIR names it.`)
  }
}

/**
 * One server to a data folder. The lock is one of SQLite's on a file of its own: the operating system gives it up with
 * the process, however that ends, so a stale lock cannot be left behind.
 */
export function lockDataFolder(dataDir: string): Result<{ close(): void }, string> {
  const lock = new DatabaseSync(join(dataDir, 'server.lock'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT')
    lock.exec(`BEGIN IMMEDIATE; DELETE FROM holder; INSERT INTO holder VALUES (${process.pid}); COMMIT; BEGIN IMMEDIATE`)
    return ok({ close: () => lock.close() })
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode !== sqliteBusy) {
      lock.close()
      throw cause
    }
    const holder = lock.prepare('SELECT pid FROM holder').get()?.['pid']
    lock.close()
    return err(`Another Barycentre server (process ${holder}) is using the data folder ${dataDir}; stop it, or set DATA_DIR.`)
  }
}

const sqliteBusy = 5
