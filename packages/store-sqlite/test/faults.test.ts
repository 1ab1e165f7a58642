import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StatementSync, type DatabaseSync } from 'node:sqlite'
import { seededRandom } from '@barycentre/kit'
import { chainOf, documentName, type NewRow } from '@barycentre/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
  expect(await store.append([row(5)])).toMatchObject([{ sequence: 2 }])
  database.close()
})

test('a log of which the end was torn, or anything turned, opens with whole commits up to there and nothing after', async () => {
  const store = openSqliteStore(path)
  for (let i = 0; i < 12; i++) await store.append([row(i), { ...row(i), update: new Uint8Array(300 * i).fill(i) }])
  const written = await store.read(document)
  const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)]
  await store.close()
  const random = seededRandom(3)
  const lengths = new Set<number>()
  for (let round = 0; round < 80; round++) {
    const torn = Buffer.from(log.subarray(0, round % 2 === 0 ? Math.floor(random() * log.length) : log.length))
    if (round % 2 === 1) torn[Math.floor(random() * torn.length)]! ^= 1 << Math.floor(random() * 8)
    const place = join(folder, `torn-${round}.db`)
    writeFileSync(place, file)
    writeFileSync(`${place}-wal`, torn)
    const after = openSqliteStore(place)
    const rows = await after.read(document)
    expect(rows).toEqual(written.slice(0, rows.length))
    expect(rows.length % 2).toBe(0)
    expect(await after.append([row(99)])).toMatchObject([{ sequence: rows.length + 1 }])
    await after.close()
    lengths.add(rows.length)
  }
  // Cut at many places, and not always before or behind everything.
  expect(lengths.size).toBeGreaterThan(5)
})

test('a document whose first append failed is found by its next', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  database.exec(`PRAGMA max_page_count = ${pages}`)
  await expect(store.append([{ ...row(1), update: new Uint8Array(100_000) }])).rejects.toThrow('full')
  database.exec('PRAGMA max_page_count = 100000')
  const other = documentName('mission/text/vision')
  expect(await store.append([{ ...row(2), document: other }, row(3)])).toMatchObject([{ sequence: 1 }, { sequence: 1 }])
  expect((await store.read(document)).map(each => [...each.update])).toEqual([[3]])
  database.close()
})

test('a row in the middle that cannot be kept takes all of its commit with it, and what follows is placed as if it had not been', async () => {
  const store = openSqliteStore(path)
  const other = documentName('mission/text/vision')
  const [first] = await store.append([row(1)])
  const results = await Promise.allSettled([
    store.append([{ ...row(2), newClients: [7] }]),
    store.append([row(3), { ...row(4), document: other }, { ...row(5), time: NaN }, row(6)]),
    store.append([row(7)]),
  ])
  expect(results.map(result => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
  const places = await store.append([row(8), { ...row(9), document: other }])
  const chain = chainOf(chainOf(0, Uint8Array.of(1)), Uint8Array.of(8))
  expect(places).toEqual([
    { sequence: 2, chain },
    { sequence: 1, chain: chainOf(0, Uint8Array.of(9)) },
  ])
  expect(await store.read(document)).toMatchObject([first, places[0]])
  expect(await store.findAuthors(document)).toEqual(new Map())
  await store.close()
})

test('a file that somebody else keeps locked rejects, and takes more afterwards', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  database.exec('PRAGMA busy_timeout = 30')
  const other = openDatabase(path)
  other.exec('BEGIN IMMEDIATE')
  await expect(store.append([row(1)])).rejects.toThrow('locked')
  other.exec('COMMIT')
  expect(await store.append([row(2)])).toMatchObject([{ sequence: 1 }])
  database.close()
  other.close()
})

test('a probe leaves every table as it was, whether it fails or not, and whatever came into the file meanwhile', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  await store.append([row(1)])
  const before = contents(database)
  await store.probe()
  expect(contents(database)).toEqual(before)
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
  const free = Number(database.prepare('PRAGMA freelist_count').get()?.['freelist_count'])
  database.exec(`PRAGMA max_page_count = ${pages}`)
  const filler = new Uint8Array((free - 1) * 4096)
  await store.append([{ ...row(2), update: filler }])
  await expect(store.probe()).rejects.toThrow('full')
  database.exec('PRAGMA max_page_count = 100000')
  await store.append([{ ...row(3), document: documentName('mission/text/vision') }])
  const after = contents(database)
  await store.probe()
  expect(contents(database)).toEqual(after)
  expect(after).toMatchObject({ documents: 2, updates: 3, clients: 0, checkpoints: 0, probes: 0 })
  database.close()
})

test('a probe waits for nobody: of a file that somebody else holds it says so at once', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  await store.append([row(1)])
  const other = openDatabase(path)
  other.exec('BEGIN IMMEDIATE')
  const begun = performance.now()
  await expect(store.probe()).rejects.toThrow()
  // An append would have waited for three seconds.
  expect(performance.now() - begun).toBeLessThan(1_000)
  other.exec('COMMIT')
  await store.probe()
  expect(database.prepare('PRAGMA busy_timeout').get()).toEqual({ timeout: 3_000 })
  database.close()
  other.close()
})

test('a transaction that could not be rolled back is, by the next probe', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  database.exec('BEGIN IMMEDIATE')
  await store.probe()
  expect(database.isTransaction).toBe(false)
  database.close()
})

/** The next commit's sync fails, as SQLite tells it. */
function failNextSync(): void {
  const { run } = StatementSync.prototype
  const spy = vi.spyOn(StatementSync.prototype, 'run')
  spy.mockImplementation(function (this: StatementSync, ...values) {
    if (this.sourceSQL !== 'COMMIT') return Reflect.apply(run, this, values)
    spy.mockRestore()
    throw Object.assign(new Error('disk I/O error'), { errcode: 1034 })
  })
}

test('after a failed sync nothing is appended until a probe has succeeded', async () => {
  const store = openSqliteStore(path)
  await store.append([row(1)])
  failNextSync()
  await expect(store.append([row(2)])).rejects.toThrow('disk I/O error')
  await expect(store.append([row(3)])).rejects.toThrow('disk I/O error')
  expect(await store.read(document)).toHaveLength(1)
  await store.probe()
  expect(await store.append([row(4)])).toMatchObject([{ sequence: 2 }])
  await store.close()
})

test('after a failed sync a probe reads back what was written, and where it is something else nothing goes on', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  await store.append([row(1), row(2), row(3)])
  failNextSync()
  await expect(store.append([row(4)])).rejects.toThrow('disk I/O error')
  database.exec("UPDATE updates SET bytes = x'09' WHERE sequence = 2")
  await expect(store.probe()).rejects.toThrow('mission/plan, row 2, is not what was written')
  await expect(store.append([row(5)])).rejects.toThrow('disk I/O error')
  database.exec("UPDATE updates SET bytes = x'02' WHERE sequence = 2")
  await store.probe()
  expect(await store.append([row(6)])).toMatchObject([{ sequence: 4 }])
  database.close()
})

test('a checkpoint of a document that has no rows is not kept, and makes no document', async () => {
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  await store.checkpoint(document, { sequence: 1, chain: 1, state: Uint8Array.of(9) })
  expect(await store.findCheckpoint(document)).toBeUndefined()
  expect(contents(database)).toMatchObject({ documents: 0, checkpoints: 0 })
  database.close()
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

/** How many rows each table has. */
function contents(database: DatabaseSync): { readonly [table: string]: number } {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  return Object.fromEntries(
    tables.map(({ name }) => [name, Number(database.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n'])]),
  )
}

function row(byte: number): NewRow {
  return { document, time: 1, author: 'ana', update: Uint8Array.of(byte) }
}
