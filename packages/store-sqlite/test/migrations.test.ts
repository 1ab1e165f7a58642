import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chainOf, documentName, type NewRow } from '@barycentre/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, openDatabase, openSqliteStore } from '../src/index.ts'
import { log } from '../src/migrations/0001-log.ts'

const document = documentName('mission/plan')
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
  path = join(folder, 'plan.db')
  const database = openDatabase(path)
  migrate(database, 'log', [log])
  database.exec(`
    INSERT INTO documents VALUES (1, 'mission/plan'), (2, 'mission/text/vision');
    INSERT INTO updates (document, sequence, time, author, bytes) VALUES
      (1, 1, 5, 'ana', x'01'), (1, 2, 6, 'ben', x'0203'), (2, 1, 7, 'ana', x'04'), (1, 3, 8, 'ana', x'05');
    INSERT INTO checkpoints VALUES (1, 2, x'09');
  `)
  database.close()
})
afterEach(() => rm(folder, { recursive: true }))

test('a file of before there were chains opens with its rows and checkpoints, which have none', async () => {
  const store = openSqliteStore(path)
  expect(await store.read(document)).toEqual([
    { document, sequence: 1, chain: 0, time: 5, author: 'ana', update: Uint8Array.of(1) },
    { document, sequence: 2, chain: 0, time: 6, author: 'ben', update: Uint8Array.of(2, 3) },
    { document, sequence: 3, chain: 0, time: 8, author: 'ana', update: Uint8Array.of(5) },
  ])
  expect(await store.findCheckpoint(document)).toEqual({ sequence: 2, chain: 0, state: Uint8Array.of(9) })
  expect(await store.findChain(document, 3)).toBeUndefined()
  expect(await store.findAuthors(document)).toEqual(new Map())
  await store.close()
})

test('its logs go on behind their rows, and the chain begins there', async () => {
  const store = openSqliteStore(path)
  const chains = [chainOf(0, Uint8Array.of(6)), chainOf(chainOf(0, Uint8Array.of(6)), Uint8Array.of(7))]
  const places = await store.append([{ ...row(6), newClients: [1] }, row(7)])
  expect(places).toEqual([
    { sequence: 4, chain: chains[0] },
    { sequence: 5, chain: chains[1] },
  ])
  await store.close()
  const again = openSqliteStore(path)
  expect(await again.append([{ ...row(8), document: documentName('mission/text/vision') }])).toMatchObject([
    { sequence: 2 },
  ])
  expect((await again.read(document, 2)).map(each => each.sequence)).toEqual([3, 4, 5])
  expect(await again.findChain(document, 5)).toBe(chains[1])
  expect(await again.findAuthors(document)).toEqual(new Map([[1, 'ana']]))
  await again.close()
})

function row(byte: number): NewRow {
  return { document, time: 9, author: 'ana', update: Uint8Array.of(byte) }
}
