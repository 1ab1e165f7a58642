import { describeStore } from '@barycentre/sync/testing'
import { chainOf, documentName, type NewRow, type Place } from '@barycentre/sync'
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { KeepingError, openIndexedDbStore, type DeviceRow, type IndexedDbStore } from '../src/index.ts'

let places = 0
function openPlace(): () => Promise<IndexedDbStore> {
  const factory = new IDBFactory()
  const name = `place-${places++}`
  return () => openIndexedDbStore({ factory, name })
}

describeStore('IndexedDB', async () => openPlace(), { keepsFoldedRows: false })

const document = documentName('mission/plan')
const waiting = (byte: number): DeviceRow => ({ ...row(byte), waiting: true })

test('what the server has not acknowledged is known after a reload, and by document', async () => {
  const open = openPlace()
  const first = await open()
  await first.append([waiting(1), row(2), waiting(3), { ...waiting(4), document: documentName('mission/text/vision') }])
  await first.acknowledge(document, [1])
  await first.close()
  const second = await open()
  expect((await second.load(document)).waiting).toEqual([3])
  expect(await second.countWaiting()).toEqual(
    new Map([
      ['mission/plan', 1],
      ['mission/text/vision', 1],
    ]),
  )
  await second.close()
})

test('folding drops the rows and keeps what waits', async () => {
  const store = await openPlace()()
  const places = await store.append([waiting(1), waiting(2), waiting(3)])
  await store.checkpoint(document, { ...(places[1] as Place), state: Uint8Array.of(9) })
  const held = await store.load(document)
  expect(held.rows.map(each => each.sequence)).toEqual([3])
  expect(held).toMatchObject({ checkpoint: { sequence: 2 }, waiting: [1, 2, 3] })
  await store.close()
})

test('the place that was reached is kept by document, and the last one counts', async () => {
  const open = openPlace()
  const first = await open()
  await first.reach(document, { sequence: 7, chain: 70 })
  await first.reach(documentName('mission/text/vision'), { sequence: 9, chain: 90 })
  await first.reach(document, { sequence: 6, chain: 60 })
  await first.close()
  const second = await open()
  expect((await second.load(document)).reached).toEqual({ sequence: 6, chain: 60 })
  expect((await second.load(documentName('mission'))).reached).toBeUndefined()
  await second.close()
})

test('what a device holds in the first layout, which had neither chains nor places, is kept and goes on', async () => {
  const factory = new IDBFactory()
  const text = documentName('mission/text/vision')
  await writeFirstLayout(factory, 'mine', database => {
    const transaction = database.transaction(['updates', 'checkpoints', 'waiting'], 'readwrite')
    const stored = (byte: number) => ({ time: 1, author: 'here', update: Uint8Array.of(byte) })
    transaction.objectStore('checkpoints').put({ sequence: 2, state: Uint8Array.of(9) }, document)
    transaction.objectStore('updates').put(stored(3), [document, 3])
    transaction.objectStore('waiting').put(true, [document, 2])
    transaction.objectStore('waiting').put(true, [document, 3])
    transaction.objectStore('checkpoints').put({ sequence: 4, state: Uint8Array.of(8) }, text)
    return transaction
  })
  const store = await openIndexedDbStore({ factory, name: 'mine' })
  expect(await store.load(document)).toEqual({
    checkpoint: { sequence: 2, chain: 0, state: Uint8Array.of(9) },
    rows: [{ ...row(3), sequence: 3, chain: 0 }],
    waiting: [2, 3],
    reached: undefined,
  })
  const chain = chainOf(0, Uint8Array.of(6))
  expect(await store.append([row(6), { ...row(6), document: text }])).toEqual([
    { sequence: 4, chain },
    { sequence: 5, chain },
  ])
  await store.reach(document, { sequence: 7, chain: 70 })
  await store.close()
  const again = await openIndexedDbStore({ factory, name: 'mine' })
  expect((await again.load(document)).reached).toEqual({ sequence: 7, chain: 70 })
  expect((await again.read(document)).map(each => each.sequence)).toEqual([3, 4])
  await again.close()
})

test('documents whose names begin alike are kept apart', async () => {
  const store = await openPlace()()
  await store.append([
    row(1),
    { ...row(2), document: documentName('mission/plan2') },
    { ...row(3), document: documentName('mission') },
  ])
  expect((await store.read(document)).map(each => [...each.update])).toEqual([[1]])
  await store.close()
})

test('signing out forgets everything, and the other tabs keep nothing more', async () => {
  const open = openPlace()
  const [here, there] = [await open(), await open()]
  await there.append([waiting(1)])
  await there.reach(document, { sequence: 7, chain: 70 })
  await here.clear()
  await expect(here.append([row(2)])).rejects.toMatchObject({ code: 'cleared' })
  await expect.poll(() => codeOf(there.append([waiting(3)]))).toBe('cleared')
  const next = await open()
  expect(await next.countWaiting()).toEqual(new Map())
  expect(await next.load(document)).toEqual({ checkpoint: undefined, rows: [], waiting: [], reached: undefined })
  await Promise.all([here, there, next].map(store => store.close()))
})

test.for([
  ['no storage at all', undefined, 'unavailable'],
  ['storage that is forbidden', failingFactory('SecurityError'), 'unavailable'],
  ['storage that fails in its own way', failingFactory('UnknownError'), 'unavailable'],
  ['storage of a newer version', failingFactory('VersionError'), 'newer'],
] as const)('%s is told as such', async ([, factory, code]) => {
  const { indexedDB } = globalThis
  // As in browsers that have none: a default would step in for `undefined`.
  if (factory === undefined) Reflect.deleteProperty(globalThis, 'indexedDB')
  const opening = openIndexedDbStore({ name: 'nowhere', factory })
  await expect(opening).rejects.toBeInstanceOf(KeepingError)
  await expect(opening).rejects.toMatchObject({ code })
  globalThis.indexedDB = indexedDB
})

test('a device without room says so, and leaves nothing half-written', async () => {
  const store = await openPlace()()
  await store.append([row(1)])
  const { add } = IDBObjectStore.prototype
  let adds = 0
  IDBObjectStore.prototype.add = function (...args) {
    if (++adds === 2) throw new DOMException('full', 'QuotaExceededError')
    return add.apply(this, args)
  }
  await expect(store.append([row(2), row(3)])).rejects.toMatchObject({ code: 'quota' })
  IDBObjectStore.prototype.add = add
  expect(await store.read(document)).toHaveLength(1)
  expect(await store.append([row(4)])).toMatchObject([{ sequence: 2 }])
  await store.close()
})

function row(byte: number): NewRow {
  return { document, time: 1, author: 'here', update: Uint8Array.of(byte) }
}

/** A database as version 1 made it. */
function writeFirstLayout(
  factory: IDBFactory,
  name: string,
  write: (database: IDBDatabase) => IDBTransaction,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1)
    request.onupgradeneeded = () => {
      for (const each of ['updates', 'checkpoints', 'waiting']) request.result.createObjectStore(each)
    }
    request.onsuccess = () => {
      const transaction = write(request.result)
      transaction.oncomplete = () => {
        request.result.close()
        resolve()
      }
      transaction.onabort = () => reject(transaction.error)
    }
    request.onerror = () => reject(request.error)
  })
}

function failingFactory(name: string): IDBFactory {
  const factory = new IDBFactory()
  factory.open = () => {
    throw new DOMException('no', name)
  }
  return factory
}

function codeOf(appended: Promise<unknown>): Promise<string> {
  return appended.then(
    () => 'kept',
    (error: KeepingError) => error.code,
  )
}
