import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { seededRandom } from '@barycentre/kit'
import { chainOf, documentName, type NewRow } from '@barycentre/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase, openSqliteStore } from '../src/index.ts'

const document = documentName('mission/plan')
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
  path = join(folder, 'plan.db')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

test('where a log ends is looked up once, and again only when somebody else has committed', async () => {
  const lookUps = countLookUps()
  const [left, right] = [openSqliteStore(path), openSqliteStore(path)]
  const lookUpsOf = async (append: () => Promise<unknown>) => {
    const before = lookUps()
    await append()
    return lookUps() - before
  }
  expect(await lookUpsOf(() => left.append([row(1), row(2)]))).toBe(1)
  for (let i = 0; i < 20; i++) expect(await lookUpsOf(() => left.append([row(i)]))).toBe(0)
  const [place] = await left.append([row(1)])
  await left.checkpoint(document, { sequence: 23, chain: place?.chain ?? 0, state: new Uint8Array(8) })
  await left.probe()
  expect(await lookUpsOf(() => left.append([row(3)]))).toBe(0)
  expect(await lookUpsOf(() => right.append([row(4)]))).toBe(1)
  expect(await lookUpsOf(() => left.append([row(5)]))).toBe(1)
  expect(await lookUpsOf(() => left.append([row(6)]))).toBe(0)
  await Promise.all([left.close(), right.close()])
})

test('what is looked up does not grow with the log', () => {
  const seen: string[] = []
  const { prepare } = DatabaseSync.prototype
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql: string) {
    seen.push(sql)
    return prepare.call(this, sql)
  })
  const database = openDatabase(path)
  openSqliteStore(database)
  // DISTINCT over what is new since the last look sorts as much as is new.
  const queries = seen.filter(sql => sql.trim().startsWith('SELECT') && !sql.includes('DISTINCT'))
  expect(queries.length).toBeGreaterThan(5)
  const plans = queries.flatMap(sql => prepare.call(database, `EXPLAIN QUERY PLAN ${sql}`).all())
  expect(plans.map(step => String(step['detail'])).filter(detail => /TEMP B-TREE/.test(detail))).toEqual([])
  database.close()
})

test('two connections that append in any order keep one log, whatever fails or is looked at in between', async () => {
  const random = seededRandom(7)
  const databases = [openDatabase(path), openDatabase(path)] as const
  const stores = databases.map(database => openSqliteStore(database))
  const names = ['a', 'b', 'c'].map(documentName)
  const kept = new Map(names.map(name => [name, [] as number[]]))
  let failed = 0
  for (let step = 0; step < 400; step++) {
    const store = stores[Math.floor(random() * 2)] as (typeof stores)[number]
    const name = names[Math.floor(random() * 3)] as (typeof names)[number]
    const chance = random()
    if (chance < 0.1) {
      failed++
      await expect(
        store.append([
          { ...row(1), document: name },
          { ...row(2), time: NaN },
        ]),
      ).rejects.toThrow()
    } else if (chance < 0.2) await store.probe()
    else if (chance < 0.3) {
      const last = (await store.read(name)).at(-1)
      if (last !== undefined) await store.checkpoint(name, { ...last, state: last.update })
    } else {
      const bytes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * 256))
      kept.get(name)?.push(...bytes)
      await store.append(bytes.map(byte => ({ ...row(byte), document: name })))
    }
  }
  expect(failed).toBeGreaterThan(10)
  for (const [name, bytes] of kept) {
    let chain = 0
    const expected = bytes.map((byte, i) => ({
      sequence: i + 1,
      chain: (chain = chainOf(chain, Uint8Array.of(byte))),
      update: Uint8Array.of(byte),
    }))
    expect(bytes.length).toBeGreaterThan(50)
    expect(await stores[0]?.read(name)).toMatchObject(expected)
    expect(await stores[1]?.findChain(name, bytes.length)).toBe(chain)
  }
  for (const database of databases) database.close()
})

/** Of the ends of logs, in all stores that are opened from here on. */
function countLookUps(): () => number {
  let count = 0
  const { prepare } = DatabaseSync.prototype
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql: string) {
    const statement: StatementSync = prepare.call(this, sql)
    if (!sql.includes('LEFT JOIN updates')) return statement
    // The compiler takes one of the two forms of `get` for its only one.
    const get = statement.get.bind(statement) as (...values: unknown[]) => ReturnType<StatementSync['get']>
    statement.get = (...values: unknown[]) => {
      count++
      return get(...values)
    }
    return statement
  })
  return () => count
}

function row(byte: number): NewRow {
  return { document, time: 1, author: 'ana', update: Uint8Array.of(byte) }
}
