import { createMemoryDisk, createMemoryStore, describeStore } from '../testing/index.ts'

describeStore(
  'the store in memory',
  async () => {
    const disk = createMemoryDisk()
    return async () => createMemoryStore(disk)
  },
  { keepsFoldedRows: true },
)
