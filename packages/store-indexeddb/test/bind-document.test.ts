import { documentName } from '@barycentre/sync'
import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import {
  bindDocument,
  KeepingError,
  openIndexedDbStore,
  type DocumentBinding,
  type IndexedDbStore,
} from '../src/index.ts'

const document = documentName('mission/plan')
const server = Symbol('the server')
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

test('what was written is there after a reload', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  first.doc.getText('text').insert(0, 'hello')
  first.doc.getText('text').delete(0, 1)
  await first.binding.close()
  const second = await visit(place)
  expect(second.doc.getText('text').toString()).toBe('ello')
})

test('local updates are counted as kept when they are on disk, those of the server are not counted', async () => {
  const { doc, binding, store } = await visit(new IDBFactory())
  const kept: number[] = []
  binding.onKept(count => kept.push(count))
  doc.getText('text').insert(0, 'a')
  Y.applyUpdate(
    doc,
    updateOf(other => other.getText('text').insert(0, 'b')),
    server,
  )
  doc.getText('text').insert(0, 'c')
  expect(kept).toEqual([0])
  await vi.waitFor(() => expect(kept.at(-1)).toBe(2))
  expect(await store.read(document)).toHaveLength(3)
})

test('what the server has not acknowledged waits over a reload; what it has does not', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  for (const letter of 'abc') first.doc.getText('text').insert(0, letter)
  // The server may well be faster than this device's disk.
  first.binding.acknowledge(2)
  await first.binding.close()
  const second = await visit(place)
  expect(await second.binding.whenLoaded).toEqual({ waiting: 1 })
  second.doc.getText('text').insert(0, 'd')
  second.binding.acknowledge(1)
  await second.binding.close()
  const third = await visit(place)
  expect(await third.binding.whenLoaded).toEqual({ waiting: 1 })
  third.binding.acknowledge(1)
  await third.binding.close()
  expect((await third.store.load(document)).waiting).toEqual([])
})

test('what is written before the loading ends is kept once and counted once', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  first.doc.getText('text').insert(0, 'before')
  await first.binding.close()
  const doc = new Y.Doc()
  const binding = bind(doc, openIndexedDbStore({ factory: place, name: 'mine' }))
  doc.getText('text').insert(0, 'at once')
  const kept: number[] = []
  binding.onKept(count => kept.push(count))
  expect(await binding.whenLoaded).toEqual({ waiting: 1 })
  await vi.waitFor(() => expect(kept.at(-1)).toBe(2))
  await binding.close()
  const again = await visit(place)
  expect(await again.binding.whenLoaded).toEqual({ waiting: 2 })
  expect(again.doc.getText('text').length).toBe('beforeat once'.length)
})

test('two tabs on one document lose nothing of each other, folding or not', async () => {
  const place = new IDBFactory()
  const [left, right] = [await visit(place), await visit(place)]
  for (let i = 0; i < 400; i++) {
    left.doc.getMap('left').set(String(i), i)
    right.doc.getMap('right').set(String(i), i)
    if (i % 40 === 0) await left.binding.whenLoaded
  }
  await Promise.all([left.binding.close(), right.binding.close()])
  const held = await left.store.load(document)
  expect(held.checkpoint).toBeDefined()
  expect(held.rows.length).toBeLessThan(600)
  expect(held.waiting).toHaveLength(800)
  const later = await visit(place)
  expect([later.doc.getMap('left').size, later.doc.getMap('right').size]).toEqual([400, 400])
})

test('what cannot be kept is told, stays counted as not kept, and is kept when there is room again', async () => {
  const place = new IDBFactory()
  const { doc, binding, store } = await visit(place)
  const [troubles, kept]: [(string | undefined)[], number[]] = [[], []]
  binding.onTrouble(trouble => troubles.push(trouble?.code))
  binding.onKept(count => kept.push(count))
  const { append } = store
  store.append = () => Promise.reject(new KeepingError('quota'))
  doc.getText('text').insert(0, 'a')
  await vi.waitFor(() => expect(troubles).toEqual([undefined, 'quota']))
  store.append = append
  doc.getText('text').insert(0, 'b')
  await vi.waitFor(() => expect(troubles).toEqual([undefined, 'quota', undefined]))
  expect(kept.at(-1)).toBe(2)
  await binding.close()
  expect((await visit(place)).doc.getText('text').toString()).toBe('ba')
})

test('without a store the document lives on, and everybody is told', async () => {
  const doc = new Y.Doc()
  const binding = bind(doc, Promise.reject(new KeepingError('unavailable')))
  const troubles: (string | undefined)[] = []
  binding.onTrouble(trouble => troubles.push(trouble?.code))
  await expect(binding.whenLoaded).rejects.toMatchObject({ code: 'unavailable' })
  doc.getText('text').insert(0, 'a')
  await binding.close()
  expect(troubles).toEqual([undefined, 'unavailable'])
  expect(doc.getText('text').toString()).toBe('a')
})

test('its own loading is no update of anybody', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  first.doc.getText('text').insert(0, 'hello')
  await first.binding.close()
  const doc = new Y.Doc()
  const origins: unknown[] = []
  doc.on('update', (_update, origin) => void origins.push(origin))
  const binding = bind(doc, openIndexedDbStore({ factory: place, name: 'mine' }))
  await binding.whenLoaded
  expect(origins.map(origin => binding.isOwn(origin))).toEqual([true])
  await binding.close()
  expect(await first.store.read(document)).toHaveLength(1)
})

async function visit(factory: IDBFactory): Promise<{ doc: Y.Doc; binding: DocumentBinding; store: IndexedDbStore }> {
  const store = await openIndexedDbStore({ factory, name: 'mine' })
  const doc = new Y.Doc()
  const binding = bind(doc, Promise.resolve(store))
  open.push(store)
  await binding.whenLoaded
  return { doc, binding, store }
}

function bind(doc: Y.Doc, store: Promise<IndexedDbStore>): DocumentBinding {
  const binding = bindDocument(doc, { store, document, isRemote: origin => origin === server, clock: () => 1 })
  open.push(binding)
  return binding
}

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
