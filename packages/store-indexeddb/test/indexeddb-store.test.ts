import { describeStore } from '@barycentre/sync/testing'
import { documentName, type NewRow } from '@barycentre/sync'
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
  await store.append([waiting(1), waiting(2), waiting(3)])
  await store.checkpoint(document, 2, Uint8Array.of(9))
  const held = await store.load(document)
  expect(held.rows.map(each => each.sequence)).toEqual([3])
  expect(held).toMatchObject({ checkpoint: { sequence: 2 }, waiting: [1, 2, 3] })
  await store.close()
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
  await here.clear()
  await expect(here.append([row(2)])).rejects.toMatchObject({ code: 'cleared' })
  await expect.poll(() => codeOf(there.append([waiting(3)]))).toBe('cleared')
  const next = await open()
  expect(await next.countWaiting()).toEqual(new Map())
  expect(await next.read(document)).toEqual([])
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
  expect(await store.append([row(4)])).toEqual([2])
  await store.close()
})

function row(byte: number): NewRow {
  return { document, time: 1, author: 'here', update: Uint8Array.of(byte) }
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
