import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createMemoryDisk } from '../testing/index.ts'
import { author, framed, helloFrom, openServer, plan, textOf, updatesIn, type Visitor } from './room-fixture.ts'

/** Somebody who comes and says nothing but hello, with a place. */
async function comeBack(server: ReturnType<typeof openServer>, place: { sequence: number; chain: number }) {
  const visitor = await server.join({ author: 'ben', silent: true })
  visitor.say(helloFrom(place))
  await server.turn()
  return visitor
}

function bytesSent(visitor: Visitor): number {
  return visitor.socket.sent.reduce((sum, frame) => sum + frame.length, 0)
}

test('[SYN-70] [SYN-72] who names a place of this log is sent the rows since, and is asked for nothing', async () => {
  const server = openServer()
  const ana = await server.join()
  const ofAna = author(1)
  for (const word of ['one ', 'two ', 'three ', 'four']) {
    ana.say(framed.update(ofAna.write(word)))
    await server.turn()
  }
  const [, second, , last] = server.rows()
  const ben = await comeBack(server, second as Place)
  const heard = ben.hear()
  expect(heard).toMatchObject([
    { kind: 'welcome', resumed: 1 },
    { kind: 'news', sequence: 4, chain: last?.chain },
  ])
  const held = author(
    1,
    docOf(
      server
        .rows()
        .slice(0, 2)
        .map(row => row.update),
    ),
  )
  for (const update of updatesIn(heard)) Y.applyUpdate(held.doc, update)
  expect(held.doc.getText('text').toString()).toBe('one two three four')
  ana.say(framed.update(ofAna.write(' five')))
  await server.turn()
  expect(ben.hear()).toMatchObject([{ kind: 'news', sequence: 5 }])
})

test('[SYN-76] on a line that is not good the place is told now and then, and what is missed since is sent again', async () => {
  const server = openServer()
  const ana = await server.join()
  const far = await server.join({ author: 'ben', pace: { pieceBytes: 16_000, newsEvery: 0 } })
  const [ofAna, ofBen] = [author(1), author(2)]
  far.say(framed.step2(ofBen.all()))
  await server.turn()
  far.hear()
  const places: number[] = []
  for (let second = 0; second < 12; second++) {
    server.timers.advance(1_000)
    ana.say(framed.update(ofAna.write('a')))
    await server.turn()
    far.say(framed.update(ofBen.write('b')))
    await server.turn()
    const [news, saved] = far.hear()
    if (news?.kind !== 'news' || saved?.kind !== 'saved') throw new Error('what others write, then what is kept')
    expect(saved.serverTime > 0).toBe(saved.sequence > 0)
    places.push(...[news, saved].flatMap(({ sequence, chain }) => (chain > 0 ? [sequence] : [])))
  }
  expect(places.length).toBeGreaterThanOrEqual(2)
  expect(places.length).toBeLessThanOrEqual(3)
  const last = server.rows()[(places.at(-1) as number) - 1] as Place
  const [welcome, news] = (await comeBack(server, last)).hear()
  expect([welcome, news]).toMatchObject([{ resumed: 1 }, { kind: 'news', sequence: server.rows().length }])
})

test('[SYN-70] what it costs does not grow with the document, nor with what was deleted in it', async () => {
  const server = openServer()
  const ana = await server.join()
  const ofAna = author(1)
  for (let i = 0; i < 2_000; i++) {
    ofAna.write('abc')
    ofAna.erase(i, 1)
  }
  ana.say(framed.step2(ofAna.all()))
  await server.turn()
  const place = server.rows()[0] as Place
  ana.say(framed.update(ofAna.write('missed')))
  await server.turn()
  const ben = await comeBack(server, place)
  expect(updatesIn(ben.hear())).toHaveLength(1)
  const again = await comeBack(server, place)
  expect(bytesSent(again)).toBeLessThan(120)
})

test('[SYN-70] it holds over a restart, and for rows that a checkpoint has folded', async () => {
  const disk = createMemoryDisk()
  const first = openServer({ disk })
  const ana = await first.join()
  const ofAna = author(1)
  for (let i = 0; i < 80; i++) {
    ana.say(framed.update(ofAna.write('x')))
    await first.turn()
  }
  ana.session.leave()
  await first.rooms.close()
  expect(disk.checkpoints.get(plan)?.sequence).toBe(80)
  const second = openServer({ disk })
  const ben = await comeBack(second, second.rows()[9] as Place)
  const heard = ben.hear()
  expect(heard[0]).toMatchObject({ kind: 'welcome', resumed: 1 })
  expect(heard.at(-1)).toMatchObject({ kind: 'news', sequence: 80 })
  expect(
    textOf([
      ...first
        .rows()
        .slice(0, 10)
        .map(row => row.update),
      ...updatesIn(heard),
    ]),
  ).toBe('x'.repeat(80))
})

test.for([
  ['the chain of another log', ({ sequence, chain }: Place) => ({ sequence, chain: chain + 1 })],
  ['a sequence that is not reached yet', ({ sequence, chain }: Place) => ({ sequence: sequence + 1, chain })],
] as const)('[SYN-71] %s leads to the exchange of states', async ([, place]) => {
  const server = openServer()
  const ana = await server.join()
  ana.say(framed.update(author(1).write('a')))
  await server.turn()
  const ben = await comeBack(server, place(server.rows()[0] as Place))
  expect(ben.hear()).toMatchObject([{ kind: 'welcome', resumed: 0 }])
  ben.say(framed.step1(Uint8Array.of(0)))
  await server.turn()
  expect(ben.hearKinds()).toEqual(['step-1', 'step-2', 'news'])
})

test('[SYN-71] a place too far back costs more than the state', async () => {
  const server = openServer()
  const ana = await server.join()
  ana.say(framed.update(author(1).write('a')))
  await server.turn()
  const first = server.rows()[0] as Place
  const rows = server.disk.rows.get(plan) ?? []
  const writer = author(1, docOf(rows.map(row => row.update)))
  for (let i = 0; i < 5_001; i++) {
    ana.say(framed.update(writer.write('x')))
    await server.turn()
  }
  const ben = await comeBack(server, first)
  expect(ben.hear()).toMatchObject([{ kind: 'welcome', resumed: 0 }])
})

interface Place {
  readonly sequence: number
  readonly chain: number
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}
