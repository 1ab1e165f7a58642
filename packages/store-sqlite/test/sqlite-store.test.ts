import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeStore } from '@barycentre/sync/testing'
import { afterAll } from 'vitest'
import { openSqliteStore } from '../src/index.ts'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

describeStore(
  'SQLite',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'store-sqlite-'))
    folders.push(folder)
    return async () => openSqliteStore(join(folder, 'plan.db'), { pollEvery: 5 })
  },
  { keepsFoldedRows: true },
)
