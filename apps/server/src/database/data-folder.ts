import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { err, ok, type Result } from '@barycentre/kit'
import { ForeignDatabaseError, NewerDatabaseError } from '@barycentre/store-sqlite'
import { DamagedFileError, examineFile } from './examine-file.ts'
import { openDatabase, type Database } from './open-database.ts'

/** Makes the folder if need be; refuses with the one sentence to print. */
export function makeDataFolder(dataDir: string): Result<void, string> {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return ok(undefined)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause)
    return err(`The data folder ${dataDir} cannot be written to (${reason}); DATA_DIR names it.`)
  }
}

/** The file that holds everything. */
export function fileOf(dataDir: string): string {
  return join(dataDir, 'barycentre.sqlite')
}

/**
 * The file in it that holds everything. Refuses, with a sentence, what is damaged and what this version cannot read, and
 * leaves it as it is. `pages`: with a look at every page.
 */
export function openDataFolder(dataDir: string, { pages = false } = {}): Result<Database, string> {
  const path = fileOf(dataDir)
  try {
    examineFile(path, { pages })
    return ok(openDatabase(path))
  } catch (cause) {
    if (cause instanceof NewerDatabaseError) {
      return err(`The data folder ${dataDir} was written by a newer version of Barycentre; start that one.`)
    }
    const { errcode } = cause as { errcode?: number }
    if (isDamage(cause)) return err(damageSentence(dataDir))
    if (errcode === sqlite.readOnly || errcode === sqlite.cannotOpen) {
      return err(`${path} cannot be written to; see whom it belongs to.`)
    }
    throw cause
  }
}

/** Whether what is read is not what was written, or by somebody else. */
export function isDamage(cause: unknown): boolean {
  if (cause instanceof DamagedFileError || cause instanceof ForeignDatabaseError) return true
  const { errcode } = cause as { errcode?: number }
  // The first byte is the kind, the rest says more closely what.
  const kind = (errcode ?? 0) & 0xff
  return kind === sqlite.notADatabase || kind === sqlite.corrupt
}

/** Nothing has been written to it: it may hold what somebody can still bring back. */
export function damageSentence(dataDir: string): string {
  return `${fileOf(dataDir)} is damaged or no database of Barycentre's; it is left as it is: put a backup in its place by "barycentre restore".`
}

/**
 * One server to a data folder. The lock is one of SQLite's on a file of its own: the operating system gives it up with
 * the process, however that ends, so a stale lock cannot be left behind.
 */
export function lockDataFolder(dataDir: string): Result<{ close(): void }, string> {
  const lock = new DatabaseSync(join(dataDir, 'server.lock'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL) STRICT')
    lock.exec(
      `BEGIN IMMEDIATE; DELETE FROM holder; INSERT INTO holder VALUES (${process.pid}); COMMIT; BEGIN IMMEDIATE`,
    )
    return ok({ close: () => lock.close() })
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode !== sqlite.busy) {
      lock.close()
      throw cause
    }
    const holder = lock.prepare('SELECT pid FROM holder').get()?.['pid']
    lock.close()
    return err(
      `Another Barycentre server (process ${holder}) is using the data folder ${dataDir}; stop it, or set DATA_DIR.`,
    )
  }
}

/** Result codes, as sqlite.org numbers them. */
const sqlite = { busy: 5, readOnly: 8, corrupt: 11, cannotOpen: 14, notADatabase: 26 } as const
