import { createMemoryDisk, createMemoryStore, describeServerStore, describeStore } from '../testing/index.ts'

describeStore(
  'the store in memory',
  async () => {
    const disk = createMemoryDisk()
    return async () => createMemoryStore(disk)
  },
  { keepsFoldedRows: true },
)

describeServerStore('the store in memory', async () => {
  const disk = createMemoryDisk()
  return async () => {
    const store = createMemoryStore(disk)
    return { store, fail: () => store.fail(new Error('The disk is full')), mend: () => store.fail(undefined) }
  }
})
