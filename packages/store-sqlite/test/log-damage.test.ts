import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { findLogDamage, openDatabase } from '../src/index.ts'

let folder: string
let path: string
let database: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-sqlite-'))
  path = join(folder, 'plan.db')
  database = openDatabase(path)
  database.exec('CREATE TABLE t (x)')
})
afterEach(() => {
  if (database.isOpen) database.close()
  rmSync(folder, { recursive: true })
})

const frameBytes = 4096 + 24

function commits(count: number): void {
  for (let i = 0; i < count; i++) database.exec(`INSERT INTO t VALUES ('${'x'.repeat(500)}')`)
}

/** As a killed process leaves them: with a log that nobody has written back. */
function leave(): string {
  const left = join(folder, 'left.db')
  copyFileSync(path, left)
  copyFileSync(`${path}-wal`, `${left}-wal`)
  return left
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

function rowsOf(file: string): number {
  const other = openDatabase(file)
  const row = other.prepare('SELECT count(*) AS rows FROM t').get()
  other.close()
  return Number(row?.['rows'])
}

test('a log that is sound, empty, or not there is not damaged, and neither is one that was begun anew', () => {
  commits(10)
  expect(findLogDamage(path)).toBeUndefined()
  const whole = leave()
  expect(findLogDamage(whole)).toBeUndefined()
  expect(rowsOf(whole)).toBe(10)
  database.exec('PRAGMA wal_checkpoint(RESTART)')
  commits(2)
  // Behind the two stand the frames of before, which follow one another as ever.
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(10 * frameBytes)
  expect(findLogDamage(leave())).toBeUndefined()
  database.close()
  expect(findLogDamage(path)).toBeUndefined()
})

test.each([
  ['cut in the middle of a page', (log: string) => truncateSync(log, statSync(log).size - 3_000)],
  ['with a last commit that was never finished', (log: string) => flip(log, statSync(log).size - 10)],
])('a log %s is as the loss of power leaves it', (_what, damage) => {
  commits(10)
  const left = leave()
  damage(`${left}-wal`)
  expect(findLogDamage(left)).toBeUndefined()
  expect(rowsOf(left)).toBe(9)
})

describe('a bit of a log', () => {
  const places = [
    ['the magic number', 3, 'The header of its write-ahead log'],
    ['the page size', 10, 'The header of its write-ahead log'],
    ['the salt', 17, 'The header of its write-ahead log'],
    ['the sum of the header', 25, 'The header of its write-ahead log'],
    ['the number of a page', 32 + frameBytes + 2, 'Page 2 of its write-ahead log'],
    ['the salt of a page', 32 + frameBytes + 9, 'Page 2 of its write-ahead log'],
    ['the sum of a page', 32 + frameBytes + 17, 'Page 2 of its write-ahead log'],
    ['a page', 32 + 2 * frameBytes + 3_000, 'Page 3 of its write-ahead log'],
  ] as const
  test.each(places)('in %s is found, where SQLite would go on without what follows', (_where, at, said) => {
    commits(10)
    const left = leave()
    flip(`${left}-wal`, at)
    expect(findLogDamage(left)).toBe(`${said} is not what was written`)
  })

  test('wherever it is: found, or nothing but the last commit is lost', () => {
    commits(10)
    const size = statSync(`${path}-wal`).size
    for (let at = 1; at < size; at += 397) {
      const left = leave()
      flip(`${left}-wal`, at)
      const isTold = findLogDamage(left) !== undefined
      expect(isTold || rowsOf(left) >= 9, `at ${at}`).toBe(true)
      rmSync(`${left}-shm`, { force: true })
    }
  })
})

test('what a failed commit has left behind the last one that was kept is no damage', () => {
  commits(3)
  const log = `${path}-wal`
  const kept = readFileSync(log)
  // A long commit that was not kept, and a shorter one that was.
  database.exec('BEGIN')
  for (let i = 0; i < 40; i++) database.exec(`INSERT INTO t VALUES ('${'y'.repeat(3_000)}')`)
  database.exec('COMMIT')
  const long = readFileSync(log)
  database.close()
  const left = join(folder, 'left.db')
  copyFileSync(path, left)
  writeFileSync(`${left}-wal`, kept)
  expect(findLogDamage(left)).toBeUndefined()
  // The frames of the long one stand behind; its first is not there any more.
  const mixed = Buffer.from(long)
  mixed.fill(7, kept.length, kept.length + frameBytes)
  writeFileSync(`${left}-wal`, mixed)
  expect(findLogDamage(left)).toBeUndefined()
})
