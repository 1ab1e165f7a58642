import { must } from '@barycentre/kit'
import { expect, test } from 'vitest'
import { documentName } from '../src/index.ts'
import { createFakeSocket, createMemoryDisk } from '../testing/index.ts'
import { author, framed, hello, openServer, plan, textOf, Visitor } from './room-fixture.ts'

test('[SYN-23] a document is loaded once for all who come at once, and what they say before that waits', async () => {
  const { rooms, store, turn, rows } = openServer()
  let loads = 0
  const read = store.read.bind(store)
  store.read = (document, after) => {
    loads++
    return read(document, after)
  }
  const visitors = ['ana', 'ben', 'cai'].map(name => {
    const socket = createFakeSocket()
    const visitor = new Visitor(rooms.join(plan, socket, { author: name, access: { write: true } }), socket)
    visitor.say(hello, framed.update(author(name.charCodeAt(0)).write(name)))
    return visitor
  })
  expect(rooms.counts).toEqual({ rooms: 1, sessions: 3 })
  await turn()
  expect(loads).toBe(1)
  expect(visitors.map(visitor => visitor.hearKinds())).toEqual(Array(3).fill(['welcome', 'saved']))
  expect(rows()).toHaveLength(3)
})

test('documents do not hear of each other', async () => {
  const { join, turn } = openServer()
  const ana = await join()
  const other = await join({ document: documentName('mission/text/vision') })
  other.hear()
  ana.say(framed.update(author(1).write('a')))
  await turn()
  expect(other.hear()).toEqual([])
})

test('[SYN-24] an empty room is unloaded after a while, and whoever comes then finds everything', async () => {
  const { join, rooms, turn, timers } = openServer()
  const ana = await join()
  ana.say(framed.update(author(1).write('kept')))
  await turn()
  ana.session.leave()
  expect(rooms.counts).toEqual({ rooms: 1, sessions: 0 })
  timers.advance(60_000)
  await turn()
  expect(rooms.counts).toEqual({ rooms: 0, sessions: 0 })
  const ben = await join({ author: 'ben' })
  expect(textOf(ben.hear().flatMap(message => (message.kind === 'step-2' ? [message.update] : [])))).toBe('kept')
})

test('[SYN-24] a room with somebody in it stays', async () => {
  const { join, rooms, turn, timers } = openServer()
  await join()
  timers.advance(600_000)
  await turn()
  expect(rooms.counts).toEqual({ rooms: 1, sessions: 1 })
})

test('[SYN-25] many rows are folded into a checkpoint, and loading begins there', async () => {
  const disk = createMemoryDisk()
  const { join, turn, rows } = openServer({ disk })
  const ana = await join()
  const writer = author(1)
  for (let i = 0; i < 600; i++) {
    ana.say(framed.update(writer.write('x')))
    await turn()
  }
  const checkpoint = disk.checkpoints.get(plan)
  expect(checkpoint?.sequence).toBeGreaterThanOrEqual(500)
  expect(rows()).toHaveLength(600)
  // Were a folded row read again, this one would break the loading.
  disk.rows.set(plan, rows().with(0, { ...must(rows()[0], 'there are rows'), update: Uint8Array.of(9) }))
  const again = openServer({ disk })
  const ben = await again.join()
  expect(textOf(ben.hear().flatMap(message => (message.kind === 'step-2' ? [message.update] : [])))).toBe(
    'x'.repeat(600),
  )
})

test('[SYN-25] a checkpoint that cannot be written is reported, and nobody is the worse for it', async () => {
  const { join, turn, store, faults } = openServer()
  store.checkpoint = () => Promise.reject(new Error('The disk is full'))
  const ana = await join()
  const writer = author(1)
  for (let i = 0; i < 501; i++) {
    ana.say(framed.update(writer.write('x')))
    await turn()
  }
  expect(faults.map(fault => fault.code)).toEqual(['checkpoint'])
  ana.say(framed.update(writer.write('y')))
  await turn()
  expect(ana.hear().at(-1)).toMatchObject({ kind: 'saved', frames: 502 })
})

test('[SYN-26] closing settles what has arrived, closes every session and lets nobody in any more', async () => {
  const { join, rooms, turn, rows } = openServer()
  const ana = await join()
  ana.hear()
  ana.say(framed.update(author(1).write('just in time')))
  const closing = rooms.close()
  await turn()
  await closing
  expect(rows()).toHaveLength(1)
  expect(ana.hearKinds()).toEqual(['saved'])
  expect(ana.socket.closed).toEqual({ code: 1012, reason: 'going-away' })
  expect(() => rooms.join(plan, createFakeSocket(), { author: 'late', access: { write: true } })).toThrow()
  await expect(rooms.snapshot(plan)).rejects.toThrow()
  ana.say(framed.update(author(1).write('too late')))
  await turn()
  expect(rows()).toHaveLength(1)
})

test.each([
  ['builds on it', [1, 1, 1]],
  ['could be taken without it', [1, 2, 3]],
] as const)(
  '[SYN-27] a log with a hole is reported and not served, and never folded, where what follows %s',
  async (_what, clients) => {
    const disk = createMemoryDisk()
    const first = openServer({ disk })
    const ana = await first.join()
    const writers = new Map(clients.map(client => [client, author(client)]))
    for (const client of clients) {
      ana.say(framed.update(must(writers.get(client), 'each has a writer').write('word')))
      await first.turn()
    }
    disk.rows.get(plan)?.splice(1, 1)
    const second = openServer({ disk })
    const ben = await second.join({ author: 'ben' })
    expect(ben.socket.closed).toEqual({ code: 4503, reason: 'storage' })
    expect(second.faults.map(fault => fault.code)).toEqual(['storage'])
    await second.rooms.close()
    expect(disk.checkpoints.size).toBe(0)
  },
)

test('[SYN-28] who was sent nothing for a while is sent an empty awareness frame', async () => {
  const { join, timers } = openServer()
  const stock = await join({ extended: false })
  stock.hear()
  timers.advance(5_000)
  expect(stock.hear()).toEqual([])
  timers.advance(25_000)
  const heard = stock.hear()
  expect(heard.length).toBeGreaterThanOrEqual(2)
  for (const message of heard) expect(message).toEqual({ kind: 'awareness', entries: Uint8Array.of(0) })
})

test('[SYN-29] a broken socket is reported, and the others are told all the same', async () => {
  const { join, rooms, turn, faults } = openServer()
  const ana = await join()
  const broken = await join({ author: 'broken' })
  const ben = await join({ author: 'ben' })
  ben.hear()
  broken.socket.send = () => {
    throw new Error('The socket is gone')
  }
  ana.say(framed.update(author(1).write('a')))
  await turn()
  expect(ben.hearKinds()).toEqual(['news'])
  expect(faults.map(fault => [fault.code, fault.session])).toEqual([['socket', broken.session.id]])
  expect(rooms.counts.sessions).toBe(2)
})
