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
  receive(doc, other => other.getText('text').insert(0, 'b'))
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
  expect(await second.binding.whenLoaded).toMatchObject({ waiting: 1 })
  second.doc.getText('text').insert(0, 'd')
  second.binding.acknowledge(1)
  await second.binding.close()
  const third = await visit(place)
  expect(await third.binding.whenLoaded).toMatchObject({ waiting: 1 })
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
  expect(await binding.whenLoaded).toMatchObject({ waiting: 1 })
  await vi.waitFor(() => expect(kept.at(-1)).toBe(2))
  await binding.close()
  const again = await visit(place)
  expect(await again.binding.whenLoaded).toMatchObject({ waiting: 2 })
  expect(again.doc.getText('text').length).toBe('beforeat once'.length)
})

test('what was not saved is given back after a reload, update by update, in the order of its making', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  const made = updatesOf(first.doc)
  first.doc.getText('text').insert(0, 'saved')
  first.doc.getText('text').insert(0, 'not saved')
  receive(first.doc, other => other.getText('text').insert(0, 'of the server'))
  first.doc.getText('text').delete(0, 2)
  first.binding.acknowledge(1)
  await first.binding.close()
  const second = await visit(place)
  const { waiting, unsaved } = await second.binding.whenLoaded
  expect({ waiting, unsaved }).toEqual({ waiting: 2, unsaved: [made[1], made[3]] })
})

test('where what waits is no longer at hand one by one, it is counted, and nothing is given back', async () => {
  const place = new IDBFactory()
  const store = await openIndexedDbStore({ factory: place, name: 'mine' })
  const update = updateOf(doc => doc.getText('text').insert(0, 'hello'))
  const places = await store.append([{ document, time: 1, author: 'here', update, waiting: true }])
  // As devices of before did, which folded what waited as well.
  await store.checkpoint(document, { sequence: 1, chain: places[0]?.chain ?? 0, state: update })
  await store.append([{ document, time: 1, author: 'here', update: Uint8Array.of(0, 0), waiting: true }])
  await store.close()
  const { binding, doc } = await visit(place)
  expect(await binding.whenLoaded).toEqual({ waiting: 2, unsaved: undefined, reached: undefined })
  expect(doc.getText('text').toString()).toBe('hello')
})

test('folding spares what waits for the server, and takes it when it waits no longer', async () => {
  const place = new IDBFactory()
  const first = await visit(place)
  const made = updatesOf(first.doc)
  const receiveRows = (count: number) => {
    for (let i = 0; i < count; i++) receive(first.doc, other => other.getMap('map').set(String(i), i))
  }
  receiveRows(200)
  first.doc.getText('text').insert(0, 'waits')
  receiveRows(200)
  await vi.waitFor(async () => expect((await first.store.load(document)).checkpoint?.sequence).toBe(200))
  const visitor = await visit(place)
  const { waiting, unsaved } = await visitor.binding.whenLoaded
  expect({ waiting, unsaved }).toEqual({ waiting: 1, unsaved: [made[200]] })
  expect(visitor.doc.getText('text').toString()).toBe('waits')
  first.binding.acknowledge(1)
  receiveRows(300)
  await first.binding.close()
  const held = await first.store.load(document)
  expect(held).toMatchObject({ checkpoint: { sequence: 701 }, rows: [], waiting: [] })
  expect((await visit(place)).doc.getText('text').toString()).toBe('waits')
})

test('the place that was reached is kept after all that it covers, and given back after a reload', async () => {
  const place = new IDBFactory()
  const { doc, binding, store } = await visit(place)
  const { append } = store
  const calls: string[] = []
  let letAppend = () => {}
  store.append = async rows => {
    calls.push(`append ${rows.length}`)
    await new Promise<void>(resolve => (letAppend = resolve))
    return append.call(store, rows)
  }
  const { reach } = store
  store.reach = (name, reached) => {
    calls.push(`reach ${reached.sequence}`)
    return reach.call(store, name, reached)
  }
  receive(doc, other => other.getText('text').insert(0, 'a'))
  binding.reach({ sequence: 7, chain: 70 })
  await vi.waitFor(() => expect(calls).toEqual(['append 1']))
  receive(doc, other => other.getText('text').insert(0, 'b'))
  binding.reach({ sequence: 8, chain: 80 })
  const closed = binding.close()
  letAppend()
  await vi.waitFor(() => expect(calls).toEqual(['append 1', 'append 1']))
  expect((await store.load(document)).reached).toBeUndefined()
  letAppend()
  await closed
  expect(calls).toEqual(['append 1', 'append 1', 'reach 8'])
  const { reached } = await (await visit(place)).binding.whenLoaded
  expect(reached).toEqual({ sequence: 8, chain: 80 })
})

test('a place is not kept while something that it covers could not be', async () => {
  const place = new IDBFactory()
  const { doc, binding, store } = await visit(place)
  store.append = () => Promise.reject(new KeepingError('quota'))
  receive(doc, other => other.getText('text').insert(0, 'a'))
  binding.reach({ sequence: 7, chain: 70 })
  await binding.close()
  expect((await store.load(document)).reached).toBeUndefined()
})

test('places are noted two seconds apart, the last one when it closes, and none twice', async () => {
  const store = await openIndexedDbStore({ factory: new IDBFactory(), name: 'mine' })
  open.push(store)
  let now = 1_000_000
  const noted: number[] = []
  const { reach } = store
  store.reach = (name, reached) => {
    noted.push(reached.chain)
    return reach.call(store, name, reached)
  }
  const binding = bind(new Y.Doc(), Promise.resolve(store), () => now)
  await binding.whenLoaded
  const reachAt = async (time: number, sequence: number, chain: number) => {
    now = 1_000_000 + time
    binding.reach({ sequence, chain })
    // Reading comes after all writing that was begun before.
    for (let i = 0; i < 2; i++) await store.load(document)
  }
  await reachAt(0, 1, 10)
  await reachAt(1_999, 2, 20)
  await reachAt(2_000, 3, 30)
  await reachAt(5_000, 3, 30)
  // The server was given another log, which is as long.
  await reachAt(6_000, 3, 31)
  await reachAt(6_001, 4, 40)
  await binding.close()
  expect(noted).toEqual([10, 30, 31, 40])
})

test('two tabs on one document lose nothing of each other, folding or not', async () => {
  const place = new IDBFactory()
  const [left, right] = [await visit(place), await visit(place)]
  for (let i = 0; i < 400; i++) {
    left.doc.getMap('left').set(String(i), i)
    right.doc.getMap('right').set(String(i), i)
    for (const { binding } of [left, right]) binding.acknowledge(Math.min(i, 390))
    if (i % 40 === 0) await left.binding.whenLoaded
  }
  await Promise.all([left.binding.close(), right.binding.close()])
  const held = await left.store.load(document)
  expect(held.checkpoint).toBeDefined()
  expect(held.rows.length).toBeLessThan(600)
  expect(held.waiting).toHaveLength(20)
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

test('what could not be kept is kept when it is tried again, though nothing more is written', async () => {
  const { doc, binding, store } = await visit(new IDBFactory())
  const { append } = store
  let attempts = 0
  store.append = () => {
    attempts++
    return Promise.reject(new KeepingError('quota'))
  }
  const [troubles, kept]: [(string | undefined)[], number[]] = [[], []]
  binding.onTrouble(trouble => troubles.push(trouble?.code))
  binding.onKept(count => kept.push(count))
  doc.getText('text').insert(0, 'a')
  await vi.waitFor(() => expect(troubles).toEqual([undefined, 'quota']))
  binding.tryAgain()
  await vi.waitFor(() => expect(attempts).toBe(2))
  expect(kept).toEqual([0])
  store.append = append
  binding.tryAgain()
  await vi.waitFor(() => expect(kept.at(-1)).toBe(1))
  expect(troubles).toEqual([undefined, 'quota', undefined])
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

function bind(doc: Y.Doc, store: Promise<IndexedDbStore>, clock = () => 1): DocumentBinding {
  const binding = bindDocument(doc, { store, document, isRemote: origin => origin === server, clock })
  open.push(binding)
  return binding
}

/** What somebody else has written, as it comes from the server. */
function receive(doc: Y.Doc, change: (doc: Y.Doc) => void): void {
  Y.applyUpdate(doc, updateOf(change), server)
}

/** Fills with every update from here on. */
function updatesOf(doc: Y.Doc): readonly Uint8Array[] {
  const updates: Uint8Array[] = []
  doc.on('update', update => void updates.push(update))
  return updates
}

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}
