import { expect, test } from 'vitest'
import { documentName, type NewRow } from '../../src/store.ts'
import { describeServerStore, describeStore } from '../../testing/index.ts'
import { Disk } from './disk.ts'
import { DiskStore } from './disk-store.ts'

// What the simulation stands on must itself be a store.
describeStore(
  'the simulated store',
  async () => {
    const disk = new Disk()
    return async () => new DiskStore(disk, { held: false })
  },
  { keepsFoldedRows: true },
)

describeServerStore('the simulated store', async () => {
  const disk = new Disk()
  return async () => ({
    store: new DiskStore(disk, { held: false }),
    fail: () => void (disk.trouble = new Error('ENOSPC')),
    mend: () => void (disk.trouble = undefined),
  })
})

const plan = documentName('mission/plan')

function row(byte: number): NewRow {
  return { document: plan, time: 1, author: 'ana', update: Uint8Array.of(byte), newClients: [byte] }
}

test('a commit that was torn anywhere but at its end has not happened, and the next stands in its place', async () => {
  for (let share = 0.05; share < 0.99; share += 0.05) {
    const disk = new Disk()
    const store = new DiskStore(disk, { held: true })
    void store.append([row(1)])
    store.commit(1)
    void store.append([row(2), row(3)])
    store.crash(share)
    expect(disk.recover()).toEqual([])
    const next = new DiskStore(disk, { held: false })
    expect(await next.append([row(4)])).toMatchObject([{ sequence: 2 }])
    disk.recover()
    expect(disk.rowsOf(plan).map(({ update }) => update[0])).toEqual([1, 4])
    expect([...disk.authorsOf(plan).keys()]).toEqual([1, 4])
  }
})

test('what was written whole is found by whoever opens it next, also where its sync had failed', async () => {
  const disk = new Disk()
  const store = new DiskStore(disk, { held: true })
  const appended = store.append([row(1), row(2)])
  store.failSync(new Error('EIO'), 1)
  await expect(appended).rejects.toThrow('EIO')
  expect(disk.rowsOf(plan)).toEqual([])
  store.crash(0)
  expect(disk.recover().map(({ sequence }) => sequence)).toEqual([1, 2])
})
