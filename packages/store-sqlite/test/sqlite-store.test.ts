import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { describeServerStore, describeStore } from '@barycentre/sync/testing'
import { afterAll } from 'vitest'
import { openDatabase, openSqliteStore } from '../src/index.ts'

const folders: string[] = []
const databases: DatabaseSync[] = []
afterAll(async () => {
  for (const database of databases) database.close()
  for (const folder of folders) await rm(folder, { recursive: true })
})

async function openPlace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
  folders.push(folder)
  return join(folder, 'plan.db')
}

describeStore(
  'SQLite',
  async () => {
    const path = await openPlace()
    return async () => openSqliteStore(path, { pollEvery: 5 })
  },
  { keepsFoldedRows: true },
)

describeServerStore('SQLite', async () => {
  const path = await openPlace()
  return async () => {
    const database = openDatabase(path)
    databases.push(database)
    return {
      store: openSqliteStore(database, { pollEvery: 5 }),
      fail: () => database.exec('PRAGMA query_only = ON'),
      mend: () => database.exec('PRAGMA query_only = OFF'),
    }
  }
})
