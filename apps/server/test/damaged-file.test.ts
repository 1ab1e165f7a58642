import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { documentName } from '@barycentre/sync'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDatabase } from '../src/database/open-database.ts'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, run } from './support/child.ts'
import { temporaryFolder } from './support/server.ts'

buildCommandLine()

const pageBytes = 4096

/** A data folder as a killed server leaves it: half of what was written stands in the file, and half in its log. */
async function killedFolder(): Promise<string> {
  const [from, to] = [temporaryFolder(), temporaryFolder()]
  const database = openDatabase(join(from, 'barycentre.sqlite'))
  const store = openSqliteStore(database.sql)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let i = 0; i < 20; i++) doc.getText('t').insert(0, `sentence ${i} ${'x'.repeat(1_500)}`)
  for (const [i, update] of updates.entries()) {
    await store.append([{ document: documentName('ws/plan'), time: 1, author: 'person:a', update }])
    if (i === 9) database.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  }
  for (const name of ['barycentre.sqlite', 'barycentre.sqlite-wal']) copyFileSync(join(from, name), join(to, name))
  await store.close()
  database.close()
  return to
}

const damaged = /damaged|is not sound/
const damages: readonly [what: string, damage: (file: string) => void, sentence: RegExp][] = [
  ['overwritten at its beginning', file => overwrite(writtenBack(file), 0, 100), damaged],
  [
    'with a page overwritten',
    file => overwrite(writtenBack(file), rootPageOf(file, 'updates') * pageBytes, 300),
    damaged,
  ],
  ['cut in the middle', file => truncateSync(writtenBack(file), Math.floor(statSync(file).size / 2)), damaged],
  ['cut beside its log', file => truncateSync(file, Math.floor(statSync(file).size / 2)), damaged],
  ['emptied beside its log', file => truncateSync(file, 0), damaged],
  ['that is a letter', file => writeFileSync(file, 'Dear Secretary-General, '.repeat(400)), damaged],
  ['with a damaged page in its log', file => flip(`${file}-wal`, 32 + 24 + 1_000), damaged],
  ['whose log has a damaged header', file => flip(`${file}-wal`, 18), damaged],
  [
    'of a newer version of the log',
    file => change(file, "UPDATE migrations SET applied = 999 WHERE owner = 'log'"),
    /newer/,
  ],
  [
    'of a newer version of the records',
    file => change(file, "UPDATE migrations SET applied = 999 WHERE owner = 'server'"),
    /newer/,
  ],
  ['of another program', file => makeForeign(file, 'CREATE TABLE bookmarks (url TEXT)'), /no database of Barycentre's/],
  [
    'of another program that migrates as well',
    file => makeForeign(file, 'CREATE TABLE migrations (id INTEGER, name TEXT)'),
    /no database of Barycentre's/,
  ],
]

test.each(damages)(
  'a file %s: each command says so in one sentence, and leaves it as it is',
  async (_what, damage, sentence) => {
    const folder = await killedFolder()
    const file = join(folder, 'barycentre.sqlite')
    damage(file)
    const before = contents(folder)
    const copy = join(folder, 'copy.sqlite')
    const elsewhere = temporaryFolder()
    const commands: readonly [dataDir: string, ...args: string[]][] = [
      [folder, 'serve'],
      [folder, 'verify'],
      [folder, 'backup', copy],
      [elsewhere, 'restore', file],
    ]
    for (const [dataDir, ...args] of commands) {
      const { code, out, said } = await run(dataDir, args).ended
      expect([args[0], code, said]).toEqual([args[0], 1, expect.stringMatching(sentence)])
      expect(said.trim().split('\n')).toHaveLength(1)
      if (args[0] !== 'verify') expect(out).toBe('')
      expect(contents(folder), args[0]).toEqual(before)
    }
    expect(existsSync(copy)).toBe(false)
    expect(existsSync(join(elsewhere, 'barycentre.sqlite'))).toBe(false)
  },
)

test('the folder is sound without damage', async () => {
  const folder = await killedFolder()
  expect(verifyFile(join(folder, 'barycentre.sqlite'))).toMatchObject({ rows: 20, findings: [] })
  expect((await run(folder, ['verify']).ended).code).toBe(0)
  expect((await run(folder, ['backup', join(folder, 'copy.sqlite')]).ended).code).toBe(0)
})

test('a file whose log is damaged is kept with all of its log when a backup takes its place', async () => {
  const folder = await killedFolder()
  const file = join(folder, 'barycentre.sqlite')
  const backup = join(folder, 'backup.sqlite')
  expect((await run(folder, ['backup', backup]).ended).code).toBe(0)
  flip(`${file}-wal`, 32 + 24 + 1_000)
  const log = readFileSync(`${file}-wal`)
  const end = await run(folder, ['restore', backup]).ended
  const replaced = /What was there before is in (.+)\.\n/.exec(end.said)?.[1] ?? ''
  expect(readFileSync(`${replaced}-wal`)).toEqual(log)
  expect(verifyFile(file)).toMatchObject({ rows: 20, findings: [] })
})

function contents(folder: string): (Buffer | undefined)[] {
  return ['', '-wal'].map(ending => {
    const path = join(folder, `barycentre.sqlite${ending}`)
    // An empty log and none are the same.
    return existsSync(path) && statSync(path).size > 0 ? readFileSync(path) : undefined
  })
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

function overwrite(path: string, at: number, length: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, at, at + length)
  writeFileSync(path, bytes)
}

/** Counted from 0. */
function rootPageOf(file: string, table: string): number {
  const copy = join(temporaryFolder(), 'copy.sqlite')
  copyFileSync(file, copy)
  const database = new DatabaseSync(copy)
  const row = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)
  database.close()
  return Number(row?.['rootpage']) - 1
}

/** Leaves no log. */
function change(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

/** What is in the log and in the file is not read from the file: only without it does damage to the file count. */
function writtenBack(file: string): string {
  change(file, 'PRAGMA wal_checkpoint(TRUNCATE)')
  return file
}

function makeForeign(file: string, sql: string): void {
  writeFileSync(file, '')
  truncateSync(`${file}-wal`, 0)
  change(file, sql)
}
