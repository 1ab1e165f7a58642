import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { err, ok, type Result } from '@barycentre/kit'
import { findLogDamage, NewerDatabaseError, openSqliteStore } from '@barycentre/store-sqlite'
import { openDatabase } from '../database/open-database.ts'
import { syncToDisk } from './sync-to-disk.ts'
import { verifyFile, type Verification } from './verify-file.ts'

export type RestoreRefusal =
  { readonly code: 'unsound'; readonly verification: Verification } | { readonly code: 'newer' }

export interface Restored {
  readonly verification: Verification
  /** Where what was replaced has been kept, if there was anything. */
  readonly replaced: string | undefined
}

/**
 * Puts a copy of a backup in the place of the file, which nobody may have open. What was there is kept beside it, under a
 * name with the time; at no moment is neither of them in the place.
 */
export function restore(backup: string, file: string, now: Date): Result<Restored, RestoreRefusal> {
  const incoming = `${file}.incoming`
  removeWithCompanions(incoming)
  try {
    copyFileSync(backup, incoming)
    // The file of another data folder rather than a backup: what was written last stands in its log.
    if (existsSync(`${backup}-wal`)) copyFileSync(`${backup}-wal`, `${incoming}-wal`)
    const verification = verifyFile(incoming)
    if (verification.findings.length > 0) return err({ code: 'unsound', verification })
    bringUpToDate(incoming)
    syncToDisk(incoming)
    const replaced = setAside(file, now)
    renameSync(incoming, file)
    syncToDisk(file)
    return ok({ verification, replaced })
  } catch (cause) {
    if (cause instanceof NewerDatabaseError) return err({ code: 'newer' })
    throw cause
  } finally {
    removeWithCompanions(incoming)
  }
}

/** Throws for what this version does not know. */
function bringUpToDate(file: string): void {
  const database = openDatabase(file)
  try {
    openSqliteStore(database.sql)
  } finally {
    database.close()
  }
}

/** Gives the file a second name, with all that it holds; its first name is the next one's. */
function setAside(file: string, now: Date): string | undefined {
  if (!existsSync(file)) return undefined
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '')
  let aside = file.replace(/\.sqlite$/, `-replaced-${stamp}.sqlite`)
  for (let count = 2; existsSync(aside); count++)
    aside = file.replace(/\.sqlite$/, `-replaced-${stamp}-${count}.sqlite`)
  takeInLog(file)
  // Where that did not succeed, the log stays with the file that it belongs to.
  for (const companion of companions) if (existsSync(file + companion)) renameSync(file + companion, aside + companion)
  try {
    linkSync(file, aside)
  } catch {
    // Not every disk knows second names.
    copyFileSync(file, aside)
  }
  return aside
}

const companions = ['-wal', '-shm']

/** What is in the write-ahead log goes into the file, and the log away. */
function takeInLog(file: string): void {
  try {
    // What stands behind the damage would go with it.
    if (findLogDamage(file) !== undefined) return
    const database = new DatabaseSync(file)
    try {
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } finally {
      database.close()
    }
  } catch {
    // A damaged file is why one restores; it is kept as it is.
  }
}

function removeWithCompanions(file: string): void {
  for (const companion of ['', ...companions]) rmSync(file + companion, { force: true })
}
