import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentName, type NewRow } from '@barycentre/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, NewerDatabaseError, openDatabase, openSqliteStore } from '../src/index.ts'

const document = documentName('mission/plan')
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
  path = join(folder, 'plan.db')
})
afterEach(() => rm(folder, { recursive: true }))

test('everything that is handed over in one tick is one commit', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  const watcher = openDatabase(path)
  const commits = () => Number(watcher.prepare('PRAGMA data_version').get()?.['data_version'])
  const before = commits()
  await Promise.all(Array.from({ length: 30 }, (_, i) => store.append([row(i), row(i)])))
  expect([commits() - before, (await store.read(document)).length]).toEqual([1, 60])
  await store.close()
  expect(database.isOpen).toBe(true)
  database.close()
  watcher.close()
})

test('a full disk rejects what it cannot keep, leaves nothing half-written, and takes more when there is room again', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  await store.append([row(1)])
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  database.exec(`PRAGMA max_page_count = ${pages + 2}`)
  const large = { ...row(2), update: new Uint8Array(100_000) }
  const results = await Promise.allSettled([store.append([row(3), large]), store.append([row(4)])])
  expect(results.map(result => result.status)).toEqual(['rejected', 'rejected'])
  expect((await store.read(document)).map(each => each.sequence)).toEqual([1])
  expect(database.isTransaction).toBe(false)
  database.exec('PRAGMA max_page_count = 100000')
  expect(await store.append([row(5)])).toEqual([2])
  database.close()
})

test('a document whose first append failed is found by its next', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  database.exec(`PRAGMA max_page_count = ${pages}`)
  await expect(store.append([{ ...row(1), update: new Uint8Array(100_000) }])).rejects.toThrow('full')
  database.exec('PRAGMA max_page_count = 100000')
  const other = documentName('mission/text/vision')
  expect(await store.append([{ ...row(2), document: other }, row(3)])).toEqual([1, 1])
  expect((await store.read(document)).map(each => [...each.update])).toEqual([[3]])
  database.close()
})

test('a file that somebody else keeps locked rejects, and takes more afterwards', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  database.exec('PRAGMA busy_timeout = 30')
  const other = openDatabase(path)
  other.exec('BEGIN IMMEDIATE')
  await expect(store.append([row(1)])).rejects.toThrow('locked')
  other.exec('COMMIT')
  expect(await store.append([row(2)])).toEqual([1])
  database.close()
  other.close()
})

test('the file is opened so that a commit outlives the loss of power', () => {
  const database = openDatabase(path)
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  expect(['journal_mode', 'synchronous', 'foreign_keys'].map(pragma)).toEqual(['wal', 2, 1])
  expect(pragma('busy_timeout')).toBeGreaterThan(0)
  database.close()
})

test('a file of a newer version is refused and left as it is', () => {
  const database = openDatabase(path)
  const two = [
    { name: '0001-a', sql: 'CREATE TABLE a (x)' },
    { name: '0002-b', sql: 'CREATE TABLE b (x)' },
  ]
  migrate(database, 'mine', two)
  migrate(database, 'mine', two)
  expect(() => migrate(database, 'mine', two.slice(0, 1))).toThrow(NewerDatabaseError)
  migrate(database, 'mine', [...two, { name: '0003-c', sql: 'CREATE TABLE c (x)' }])
  migrate(database, 'another', [{ name: '0001-d', sql: 'CREATE TABLE d (x)' }])
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  expect(tables.map(each => each['name'])).toEqual(['a', 'b', 'c', 'd', 'migrations'])
  database.close()
})

test('a migration that fails leaves no part of itself', () => {
  const database = openDatabase(path)
  const broken = [{ name: '0001-half', sql: 'CREATE TABLE half (x); NONSENSE' }]
  expect(() => migrate(database, 'mine', broken)).toThrow()
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined()
  database.close()
})

function row(byte: number): NewRow {
  return { document, time: 1, author: 'ana', update: Uint8Array.of(byte) }
}
