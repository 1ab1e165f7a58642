import { chmodSync, existsSync, linkSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { err, ok, type Result } from '@barycentre/kit'
import { examineFile } from '../database/examine-file.ts'
import { syncToDisk } from './sync-to-disk.ts'
import { verifyFile, type Verification } from './verify-file.ts'

export type BackUpRefusal =
  { readonly code: 'exists' } | { readonly code: 'unsound'; readonly verification: Verification }

/**
 * A copy of the file as it is at one moment, also while a server writes to it. It has its name only once it has been
 * verified and is on disk; one file that needs no companions.
 */
export async function backUp(file: string, to: string): Promise<Result<Verification, BackUpRefusal>> {
  if (existsSync(to)) return err({ code: 'exists' })
  // A copy would be sound, and without what stood behind the damage.
  examineFile(file)
  const partial = `${to}.partial`
  rmSync(partial, { force: true })
  try {
    const source = new DatabaseSync(file, { readOnly: true, timeout: 3_000 })
    try {
      // All in one step: a step begins anew whenever somebody has written, and nobody waits for a reader.
      await backup(source, partial, { rate: allPages })
    } finally {
      source.close()
    }
    chmodSync(partial, 0o600)
    standAlone(partial)
    const verification = verifyFile(partial)
    if (verification.findings.length > 0) return err({ code: 'unsound', verification })
    syncToDisk(partial)
    try {
      // Unlike a renaming, fails if meanwhile somebody has put something there.
      linkSync(partial, to)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return err({ code: 'exists' })
      throw cause
    }
    return ok(verification)
  } finally {
    rmSync(partial, { force: true })
  }
}

const allPages = 2 ** 31 - 1

/** Without a write-ahead log, which would be a second file. */
function standAlone(path: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}
