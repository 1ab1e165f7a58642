import { existsSync } from 'node:fs'
import { NewerDatabaseError } from '@barycentre/store-sqlite'
import { isDamage } from '../database/data-folder.ts'
import { verifyFile, type Verification } from '../storage/verify-file.ts'
import { Failure } from './command.ts'

export function verifyOrFail(file: string): Verification {
  if (!existsSync(file)) throw new Failure(`There is no ${file}.`)
  return orDamaged(file, () => verifyFile(file))
}

/** What SQLite throws about a file becomes the sentence about it. */
export function orDamaged<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw failureOf(file, cause)
  }
}

export function failureOf(file: string, cause: unknown): unknown {
  const { code, message, errcode } = cause as NodeJS.ErrnoException & { errcode?: number }
  if (cause instanceof NewerDatabaseError)
    return new Failure(`${file} was written by a newer version of Barycentre; start that one.`, { cause })
  if (isDamage(cause) || errcode === noSuchTable)
    return new Failure(`${file} is damaged or no database of Barycentre's (${message}).`, { cause })
  if (code === 'ERR_SQLITE_ERROR' || /^E[A-Z]+$/.test(String(code)))
    return new Failure(`${file}: ${message}.`, { cause })
  return cause
}

/** Of SQLite, for every statement that it cannot make sense of. */
const noSuchTable = 1
