import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeStep1, type Access } from '../src/index.ts'
import { createMemoryDisk } from '../testing/index.ts'
import { author, deafen, framed, openServer, plan, textOf, updatesIn, type Visitor } from './room-fixture.ts'

test('[SYN-01] [SYN-02] [SYN-42] an update is acknowledged and sent on when the store has kept it, and not before', async () => {
  const { turn, join, store, rows } = openServer({ held: true })
  const ana = await join()
  const ben = await join({ author: 'ben' })
  deafen(ana, ben)
  ana.say(framed.update(author(1).write('hello')))
  await turn()
  expect([store.held, ana.hear(), ben.hear()]).toEqual([1, [], []])
  store.commit()
  await turn()
  expect(rows()).toHaveLength(1)
  const chain = rows()[0]?.chain
  expect(ana.hear()).toEqual([
    { kind: 'saved', frames: 1, sequence: 1, serverTime: 1_000_000, clocks: new Map([[1, 5]]), chain },
  ])
  expect(textHeard(ben)).toBe('hello')
})

test('[SYN-03] whoever asks during a turn is answered when it is over', async () => {
  const { turn, join, store } = openServer({ held: true })
  const ana = await join()
  ana.say(framed.update(author(1).write('hello')))
  await turn()
  const late = await join({ author: 'late' })
  expect(late.hear()).toEqual([])
  store.commit()
  await turn()
  expect(textHeard(late)).toBe('hello')
})

test('[SYN-03] what somebody has said before they ask is in the answer', async () => {
  const { turn, join, rooms } = openServer()
  const ana = await join()
  deafen(ana)
  ana.say(framed.update(author(1).write('hello')), framed.step1(Uint8Array.of(0)))
  const snapshot = rooms.snapshot(plan)
  await turn()
  expect(textHeard(ana)).toBe('hello')
  expect(textOf([(await snapshot).state])).toBe('hello')
})

test('[SYN-04] what the store does not keep has not happened: nobody may write until it keeps again, and then all is asked for', async () => {
  const { turn, join, store, rows, faults, timers, rooms } = openServer()
  const ana = await join()
  const ben = await join({ author: 'ben' })
  const reader = await join({ author: 'reader', access: mayRead })
  deafen(ana, ben, reader)
  const [ofAna, ofBen] = [author(1), author(2)]
  store.fail(new Error('The disk is full'))
  ana.say(framed.update(ofAna.write('lost ')))
  await turn()
  const closed = { kind: 'access', write: 0, code: 'storage', facts: {} }
  expect(ana.hear()).toMatchObject([
    closed,
    { kind: 'refused', code: 'storage', frame: 1 },
    { kind: 'saved', frames: 1, sequence: 0 },
  ])
  expect([ben.hear(), reader.hear(), rows()]).toEqual([[closed], [], []])
  expect(rooms.storageFailure).toEqual(new Error('The disk is full'))
  ben.say(framed.update(ofBen.write('as well')))
  await turn()
  expect(ben.hear()).toMatchObject([{ kind: 'refused', code: 'storage', frame: 1 }, { kind: 'saved' }])
  expect(faults.map(fault => fault.code)).toEqual(['storage'])
  const late = await join({ author: 'late' })
  expect(late.hear()[0]).toMatchObject({ kind: 'welcome', write: 0, code: 'storage' })
  timers.advance(5_000)
  await turn()
  deafen(ana, ben, late)
  store.fail(undefined)
  timers.advance(1_000)
  await turn()
  expect(rooms.storageFailure).toBeUndefined()
  for (const each of [ana, ben]) {
    expect(each.hear()).toMatchObject([{ kind: 'access', write: 1 }, { kind: 'step-1' }])
    each.say(framed.step2(each === ana ? ofAna.all() : ofBen.all()))
  }
  await turn()
  expect(lettersOf(textOf(rows().map(row => row.update)))).toBe(lettersOf('lost as well'))
  expect(lettersOf(textHeard(late))).toBe(lettersOf('lost as well'))
  expect(ana.socket.closed).toBeUndefined()
})

test.for([
  ['the same update again', (known: Uint8Array) => framed.update(known)],
  ['the same as a sync step 2', (known: Uint8Array) => framed.step2(known)],
  ['an empty sync step 2', () => framed.step2(Uint8Array.of(0, 0))],
  ['an empty update', () => framed.update(Uint8Array.of(0, 0))],
] as const)('[SYN-05] [SYN-15] %s is acknowledged and changes nothing, whoever sends it', async ([, frame]) => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  const ben = await join({ author: 'ben' })
  const reader = await join({ author: 'reader', access: mayRead })
  const writer = author(1)
  const update = writer.update(() => writer.doc.getText('text').insert(0, 'hello'))
  const deletion = writer.erase(0, 2)
  ana.say(framed.update(update), framed.update(deletion))
  await turn()
  deafen(ana, ben, reader)
  const before = rows().length
  for (const each of [ana, reader]) each.say(frame(writer.all()))
  await turn()
  expect(ana.hear()).toMatchObject([{ kind: 'saved', frames: 3 }])
  expect(reader.hear()).toMatchObject([{ kind: 'saved', frames: 1 }])
  expect(ben.hear()).toEqual([])
  expect(rows()).toHaveLength(before)
})

test('[SYN-06] a deletion alone is stored, acknowledged and sent on', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  const ben = await join({ author: 'ben' })
  const writer = author(1)
  const ofBen = new Y.Doc()
  ana.say(framed.update(writer.write('hello')))
  await turn()
  applyHeard(ben, ofBen)
  ana.hear()
  ana.say(framed.update(writer.erase(0, 4)))
  await turn()
  expect(ana.hear()).toMatchObject([{ kind: 'saved', frames: 2, sequence: 2 }])
  applyHeard(ben, ofBen)
  expect(ofBen.getText('text').toString()).toBe('o')
  expect(textOf(rows().map(row => row.update))).toBe('o')
})

test('[SYN-07] [SYN-08] a turn reaches each session in one frame, the same for all who wrote none of it', async () => {
  const { turn, join, rows } = openServer()
  const [ana, ben] = [await join({ author: 'ana' }), await join({ author: 'ben' })]
  const [cai, dee] = [await join({ author: 'cai' }), await join({ author: 'dee' })]
  for (const each of [ana, ben, cai, dee]) each.hear()
  const [one, two] = [author(1), author(2)]
  ana.say(framed.update(one.write('a')), framed.update(one.write('b')))
  ben.say(framed.update(two.write('c')))
  await turn()
  expect(rows().map(row => [row.author, row.time, textOf([row.update])])).toEqual([
    ['ana', 1_000_000, 'ab'],
    ['ben', 1_000_000, 'c'],
  ])
  expect(cai.socket.sent[0]).toBe(dee.socket.sent[0])
  expect(lettersOf(textHeard(cai))).toBe('abc')
  expect(ana.hearKinds()).toEqual(['news', 'saved'])
  expect(textHeard(ben)).toBe('ab')
})

test('[SYN-08] a row holds only what was new: a sync step 2 with the whole document costs what it adds', async () => {
  const { turn, join, rows } = openServer()
  const writer = author(1)
  writer.write('x'.repeat(5_000))
  const ana = await join()
  ana.say(framed.step2(writer.all()))
  await turn()
  writer.write('y')
  ana.say(framed.step2(writer.all()))
  await turn()
  expect(rows()[1]?.update.length).toBeLessThan(40)
  expect(textOf(rows().map(row => row.update))).toBe('x'.repeat(5_000) + 'y')
})

test('[SYN-11] an update with a gap is refused whole, and its sender asked once for what is missing', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  const writer = author(1)
  ana.say(framed.step2(writer.all()))
  await turn()
  ana.hear()
  writer.write('lost on the way')
  ana.say(framed.update(writer.write('second')), framed.update(writer.write('third')))
  await turn()
  const [refused, saved, asked, ...rest] = ana.hear()
  expect(refused).toEqual({ kind: 'refused', code: 'gap', facts: {}, frame: 2, frames: 2 })
  expect(saved).toMatchObject({ kind: 'saved', frames: 3 })
  expect([asked?.kind, rest]).toEqual(['step-1', []])
  ana.say(framed.update(writer.write('fourth')))
  await turn()
  expect(ana.hearKinds()).toEqual(['refused', 'saved'])
  expect(rows()).toEqual([])
  ana.say(framed.step2(writer.all()))
  await turn()
  expect(ana.hear()).toMatchObject([{ kind: 'saved', frames: 5 }])
  expect(textOf(rows().map(row => row.update))).toBe('lost on the waysecondthirdfourth')
})

test('[SYN-11] a deletion of what the room does not have is a gap', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  const writer = author(1)
  ana.say(framed.step2(writer.all()))
  writer.write('lost on the way')
  ana.say(framed.update(writer.erase(0, 3)))
  await turn()
  expect(ana.hear()).toContainEqual({ kind: 'refused', code: 'gap', facts: {}, frame: 2, frames: 1 })
  expect(rows()).toEqual([])
})

test('[SYN-12] [SYN-17] of a sync step 2 with a gap the sound part is taken, and nothing waits in the room', async () => {
  const { turn, join, rows } = openServer()
  const sender = author(2)
  const elsewhere = author(1)
  elsewhere.write('never arrived')
  Y.applyUpdate(sender.doc, elsewhere.write('pending'))
  expect(sender.doc.store.pendingStructs).not.toBeNull()
  sender.write('sound')
  const ana = await join()
  ana.hear()
  ana.say(framed.step2(sender.all()))
  await turn()
  expect(ana.hear()).toMatchObject([
    { kind: 'refused', code: 'gap', facts: { partly: true }, frame: 1 },
    { kind: 'saved', frames: 1, clocks: expect.toSatisfy((clocks: Map<number, number>) => clocks.get(2) === 5) },
  ])
  expect(textOf(rows().map(row => row.update))).toBe('sound')
  const late = await join({ author: 'late' })
  expect(textHeard(late)).toBe('sound')
})

test.for([
  ['read-only', { write: false, code: 'read-only', facts: { role: 'reader' } }],
  ['schema-too-old', { write: false, code: 'schema-too-old', facts: { needed: '2', yours: '1' } }],
] as const)(
  '[SYN-14] [SYN-41] [SYN-43] who may not write is told %s, and nothing that it sends gets in',
  async ([code, access]) => {
    const { turn, join, rows } = openServer()
    const ana = await join()
    const reader = await join({ author: 'reader', access })
    expect(reader.hear()[0]).toMatchObject({ kind: 'welcome', write: 0, code, facts: access.facts })
    ana.hear()
    const writer = author(1)
    reader.say(framed.update(writer.write('a')), framed.step2(writer.all()))
    writer.write('lost')
    reader.say(framed.update(writer.write('gap')))
    await turn()
    expect(reader.hear()).toMatchObject([
      { kind: 'refused', code, facts: access.facts, frame: 1, frames: 3 },
      { kind: 'saved', frames: 3, sequence: 0 },
    ])
    expect([rows(), ana.hear()]).toEqual([[], []])
  },
)

test('[SYN-21] rows of another process arrive also when the own ones of that turn cannot be kept', async () => {
  const disk = createMemoryDisk()
  const [here, there] = [openServer({ disk, held: true }), openServer({ disk })]
  const ana = await here.join()
  ana.hear()
  ana.say(framed.update(author(1).write('refused')))
  const edit = there.rooms.edit(plan, 'importer', doc => doc.getText('text').insert(0, 'x'))
  await there.turn()
  await edit
  await here.turn()
  here.store.failNext(new Error('The disk is full'))
  await here.turn()
  expect(textOf(updatesIn(ana.hear()))).toBe('x')
})

test('[SYN-21] rows of another process are read from the log and sent on, in order with the own ones', async () => {
  const disk = createMemoryDisk()
  const [here, there] = [openServer({ disk, held: true }), openServer({ disk })]
  const ana = await here.join()
  ana.hear()
  const ofAna = author(1)
  ana.say(framed.update(ofAna.write('a')))
  await here.turn()
  const first = there.rooms.edit(plan, 'importer', doc => doc.getText('text').insert(0, 'x'))
  await there.turn()
  expect((await first).sequence).toBe(1)
  here.store.commit()
  await here.turn()
  const [relayed, saved] = ana.hear()
  expect(saved).toMatchObject({ kind: 'saved', frames: 1, sequence: 2 })
  Y.applyUpdate(ofAna.doc, relayed?.kind === 'news' ? relayed.update : Uint8Array.of(0, 0))
  const second = there.rooms.edit(plan, 'importer', doc => doc.getText('text').insert(0, 'y'))
  await there.turn()
  await second
  await here.turn()
  applyHeard(ana, ofAna.doc)
  expect(lettersOf(ofAna.doc.getText('text').toString())).toBe('axy')
  expect(here.rows().map(row => [row.sequence, row.author])).toEqual([
    [1, 'importer'],
    [2, 'ana'],
    [3, 'importer'],
  ])
  const snapshot = here.rooms.snapshot(plan)
  await here.turn()
  expect(lettersOf(textOf([(await snapshot).state]))).toBe('axy')
})

test('[SYN-22] an edit of the server resolves when it is on disk, reaches everybody, and leaves nothing if it throws', async () => {
  const server = openServer({ held: true })
  const ana = await server.join()
  ana.hear()
  let resolved: unknown
  const edited = server.rooms.edit(plan, 'import', doc => doc.getText('text').insert(0, 'whole') ?? 'value')
  void edited.then(value => (resolved = value))
  const thrown = server.rooms.edit(plan, 'import', doc => {
    doc.getText('text').insert(0, 'half')
    throw new Error('not a plan')
  })
  void thrown.catch(() => undefined)
  await server.turn()
  expect([resolved, ana.hear()]).toEqual([undefined, []])
  server.store.commit()
  await server.turn()
  expect(resolved).toEqual({ value: 'value', sequence: 1 })
  await expect(thrown).rejects.toThrow('not a plan')
  expect(textHeard(ana)).toBe('whole')
  expect(server.rows().map(row => row.author)).toEqual(['import'])
})

test('[SYN-22] an edit that the store does not keep rejects', async () => {
  const server = openServer({ held: true })
  const edited = server.rooms.edit(plan, 'import', doc => doc.getText('text').insert(0, 'lost'))
  void edited.catch(() => undefined)
  await server.turn()
  server.store.failNext(new Error('The disk is full'))
  await server.turn()
  await expect(edited).rejects.toThrow('The disk is full')
  expect(server.rows()).toEqual([])
})

test('[SYN-20] asking again gives the document again', async () => {
  const { turn, join } = openServer()
  const ana = await join()
  ana.say(framed.update(author(1).write('hello')))
  await turn()
  ana.hear()
  ana.say(encodeStep1(Uint8Array.of(0)))
  await turn()
  expect(textHeard(ana)).toBe('hello')
})

const mayRead: Access = { write: false, code: 'read-only', facts: {} }

function textHeard(visitor: Visitor): string {
  return textOf(updatesIn(visitor.hear()))
}

function applyHeard(visitor: Visitor, doc: Y.Doc): void {
  for (const update of updatesIn(visitor.hear())) Y.applyUpdate(doc, update)
}

/** Which letters, where their order is Yjs' to choose. */
function lettersOf(text: string): string {
  return [...text].sort().join('')
}
