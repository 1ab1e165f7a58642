import { KeepingError, openIndexedDbStore, type IndexedDbStore } from '@barycentre/store-indexeddb'

// What this device keeps of a person's plans. For those who leave it; an open workspace has its own hold on it.

/** The name of the store on this device in which a person's documents are kept. */
export function deviceStoreName(personId: string): string {
  return `barycentre/${personId}`
}

/** How many changes this device holds that the server has not acknowledged: what clearing it would lose. */
export function countUnsaved(personId: string): Promise<number> {
  return withStore(personId, 0, async store => {
    const counts = await store.countWaiting()
    return [...counts.values()].reduce((total, count) => total + count, 0)
  })
}

/** Forgets all that this device keeps of the person's plans, also in other tabs. Rejects when it cannot. */
export function clearDevice(personId: string): Promise<void> {
  return withStore(personId, undefined, store => store.clear())
}

async function withStore<T>(personId: string, without: T, work: (store: IndexedDbStore) => Promise<T>): Promise<T> {
  let store: IndexedDbStore
  try {
    store = await openIndexedDbStore({ name: deviceStoreName(personId) })
  } catch (error) {
    // A device that can keep nothing has nothing to lose and nothing to forget.
    if (error instanceof KeepingError && error.code === 'unavailable') return without
    throw error
  }
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
