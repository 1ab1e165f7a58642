import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { author, deafen, framed, openServer, presenceFrame, textOf, updatesIn } from './room-fixture.ts'

const full = 1_000_000

test('[SYN-80] who does not read is sent nothing more, and what was missed when there is room again, joined', async () => {
  const server = openServer()
  const [ana, ben, slow] = [
    await server.join(),
    await server.join({ author: 'ben' }),
    await server.join({ author: 's' }),
  ]
  deafen(ana, ben, slow)
  const ofAna = author(1)
  slow.socket.bufferedAmount = full
  for (let i = 0; i < 300; i++) {
    ana.say(framed.update(ofAna.write('word ')))
    await server.turn()
  }
  expect(slow.socket.sent).toHaveLength(0)
  expect(ben.hear()).toHaveLength(300)
  slow.socket.bufferedAmount = 0
  slow.session.drained()
  await server.turn()
  const heard = slow.hear()
  expect(heard).toMatchObject([{ kind: 'news', sequence: 300 }])
  expect(textOf(updatesIn(heard))).toBe('word '.repeat(300))
  ana.say(framed.update(ofAna.write('!')))
  await server.turn()
  expect(slow.hear()).toMatchObject([{ kind: 'news', sequence: 301 }])
})

test('[SYN-80] what was missed comes in frames of bounded size, each when the one before is gone, also from the log', async () => {
  const server = openServer()
  const [ana, slow] = [await server.join(), await server.join({ author: 's' })]
  deafen(slow)
  const ofAna = author(1)
  slow.socket.bufferedAmount = full
  const words: string[] = []
  for (let i = 0; i < 60; i++) {
    words.push(`${i}`.padStart(4_000, '.'))
    ana.say(framed.update(ofAna.update(doc => doc.getMap('words').set('word', words.at(-1)))))
    ana.say(framed.update(ofAna.write(words.at(-1) as string)))
    await server.turn()
  }
  const doc = new Y.Doc()
  let frames = 0
  for (let round = 0; round < 50; round++) {
    slow.socket.bufferedAmount = 0
    slow.session.drained()
    slow.socket.bufferedAmount = full
    await server.turn()
    for (const frame of slow.socket.sent) expect(frame.length).toBeLessThan(80_000)
    for (const update of updatesIn(slow.hear())) {
      frames++
      Y.applyUpdate(doc, update)
    }
  }
  expect(frames).toBeGreaterThan(3)
  expect(doc.getText('text').toString()).toBe(words.join(''))
  expect(doc.store.pendingStructs).toBeNull()
})

test('[SYN-81] who missed more than there is, is sent what there is', async () => {
  const server = openServer()
  const [ana, slow] = [await server.join(), await server.join({ author: 's' })]
  deafen(slow)
  const ofAna = author(1)
  ana.say(framed.update(ofAna.write('z'.repeat(70_000))))
  await server.turn()
  slow.socket.bufferedAmount = full
  // Written and taken back again and again: the log grows, the folded document does not.
  for (let i = 0; i < 600; i++) {
    ana.say(framed.update(ofAna.write('x'.repeat(1_000))), framed.update(ofAna.erase(70_000, 1_000)))
    await server.turn()
  }
  slow.socket.bufferedAmount = 0
  slow.session.drained()
  await server.turn()
  const sent = slow.socket.sent.reduce((sum, frame) => sum + frame.length, 0)
  expect(sent).toBeLessThan(300_000)
  expect(textOf(updatesIn(slow.hear()))).toBe('z'.repeat(70_000))
})

test('[SYN-82] one state is on its way, however often it is asked for', async () => {
  const server = openServer()
  const [ana, greedy] = [await server.join(), await server.join({ author: 'g' })]
  ana.say(framed.update(author(1).write('x'.repeat(10_000))))
  await server.turn()
  deafen(greedy)
  greedy.socket.bufferedAmount = full
  for (let i = 0; i < 400; i++) greedy.say(framed.step1(Uint8Array.of(0)))
  await server.turn()
  expect(greedy.socket.sent).toHaveLength(0)
  greedy.socket.bufferedAmount = 0
  greedy.session.drained()
  expect(greedy.hearKinds().filter(kind => kind === 'step-2')).toHaveLength(2)
})

test('[SYN-36] [SYN-37] presence waits for nobody: at once, then once per tick; not to who is behind, until it has caught up', async () => {
  const server = openServer()
  const [ana, ben, slow] = [
    await server.join(),
    await server.join({ author: 'ben' }),
    await server.join({ author: 's' }),
  ]
  ana.say(framed.update(author(1).write('a')))
  await server.turn()
  deafen(ana, ben, slow)
  slow.socket.bufferedAmount = full
  ana.say(framed.update(author(1).write('b')))
  ana.say(framed.update(author(3).write('c')))
  await server.turn()
  ben.hear()
  for (let i = 0; i < 50; i++) {
    ana.say(presenceFrame([9, i, { x: i }]))
    await server.turn()
  }
  expect(ben.hear()).toHaveLength(1)
  server.timers.advance(17)
  await server.turn()
  expect(ben.hear()).toHaveLength(1)
  expect(slow.socket.sent).toHaveLength(0)
  slow.socket.bufferedAmount = 0
  slow.session.drained()
  expect(slow.hearKinds()).toEqual(['news', 'awareness'])
})

test('[SYN-84] on a poor line a state comes in pieces that can each be taken, the step 2 last; and news now and then, joined', async () => {
  const server = openServer()
  const ana = await server.join()
  const ofAna = author(1)
  for (let i = 0; i < 2_000; i++) ofAna.update(doc => doc.getArray('list').insert(i % 7, [`entry ${i}`]))
  ana.say(framed.step2(ofAna.all()))
  await server.turn()
  const poor = await server.join({ author: 'field', pace: { pieceBytes: 4_000, newsEvery: 1_000 } })
  const doc = new Y.Doc()
  const kinds: string[] = []
  for (let round = 0; round < 200; round++) {
    for (const frame of poor.socket.sent) expect(frame.length).toBeLessThan(5_000)
    const heard = poor.hear()
    kinds.push(...heard.map(message => message.kind))
    for (const update of updatesIn(heard)) {
      Y.applyUpdate(doc, update)
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
    }
    poor.session.drained()
    await server.turn()
  }
  expect(doc.getArray('list').toJSON()).toEqual(ofAna.doc.getArray('list').toJSON())
  expect(kinds.filter(kind => kind === 'update').length).toBeGreaterThan(5)
  expect(kinds.slice(-2)).toEqual(['step-2', 'news'])
  for (let i = 0; i < 20; i++) {
    ana.say(framed.update(ofAna.write('x')))
    await server.turn()
    server.timers.advance(40)
  }
  server.timers.advance(1_000)
  await server.turn()
  const news = poor.hear().filter(message => message.kind === 'news')
  expect(news.length).toBeLessThanOrEqual(2)
  expect(news.reduce((sum, each) => sum + each.update.length, 0)).toBeLessThan(100)
})

test('[SYN-84] the next piece goes when the line has taken the one before', async () => {
  const server = openServer()
  const ana = await server.join()
  const ofAna = author(1)
  for (let i = 0; i < 2_000; i++) ofAna.update(doc => doc.getArray('list').insert(i % 7, [`entry ${i}`]))
  ana.say(framed.step2(ofAna.all()))
  await server.turn()
  const poor = await server.join({ silent: true, author: 'field', pace: { pieceBytes: 4_000, newsEvery: 1_000 } })
  const { socket } = poor
  const { send } = socket
  Object.assign(socket, {
    send(bytes: Uint8Array) {
      socket.bufferedAmount += bytes.length
      send(bytes)
    },
  })
  poor.say(framed.step1(Uint8Array.of(0)))
  let rounds = 0
  for (let isWhole = false; !isWhole; rounds++) {
    await server.turn()
    expect(socket.bufferedAmount).toBeGreaterThan(0)
    expect(socket.bufferedAmount).toBeLessThan(2 * 5_000)
    isWhole = poor.hearKinds().includes('step-2')
    socket.bufferedAmount = 0
    poor.session.drained()
  }
  expect(rounds).toBeGreaterThan(2)
})

test('who asks for the same at the same place is sent the same bytes, made once', async () => {
  const server = openServer()
  const ana = await server.join()
  const ofAna = author(1)
  ana.say(framed.update(ofAna.write('x'.repeat(10_000))))
  await server.turn()
  for (const pace of [undefined, { pieceBytes: 4_000, newsEvery: 1_000 }]) {
    const newcomers = []
    for (let i = 0; i < 3; i++) newcomers.push(await server.join({ author: `n${i}`, ...(pace && { pace }) }))
    const states = newcomers.map(({ socket }) => socket.sent.filter(frame => isState(frame)))
    const [first = [], ...others] = states
    expect(first.length).toBe(pace === undefined ? 1 : 3)
    for (const other of others) for (const [i, frame] of other.entries()) expect(frame).toBe(first[i])
  }
  const [before] = ana.socket.sent.filter(frame => isState(frame))
  ana.say(framed.update(ofAna.write('y')), framed.step1(Uint8Array.of(0)))
  await server.turn()
  const after = ana.socket.sent.filter(frame => isState(frame))
  expect(textOf(updatesIn(ana.hear()))).toMatch(/^x+y$/)
  expect(after.at(-1)).not.toBe(before)
})

/** A step 2, or one of the pieces before it. */
function isState(frame: Uint8Array): boolean {
  return frame[0] === 0 && frame[1] !== 0
}

test('[SYN-85] what somebody on a poor line writes does not come back to them', async () => {
  const server = openServer()
  const [ana, poor] = [
    await server.join(),
    await server.join({ author: 'field', pace: { pieceBytes: 4_000, newsEvery: 1_000 } }),
  ]
  const [ofAna, ofPoor] = [author(1), author(2)]
  poor.say(framed.step2(ofPoor.all()))
  await server.turn()
  deafen(ana, poor)
  const heard: string[] = []
  for (let second = 0; second < 5; second++) {
    poor.say(framed.update(ofPoor.write('mine')))
    await server.turn()
    server.timers.advance(1_000)
    await server.turn()
    heard.push(...poor.hearKinds())
  }
  expect(heard).toEqual(Array.from({ length: 5 }, () => 'saved'))
  ana.say(framed.update(ofAna.write('hers')))
  await server.turn()
  server.timers.advance(1_000)
  await server.turn()
  expect(poor.hearKinds()).toEqual(['news'])
})

test('[SYN-80] somebody who leaves while behind is forgotten', async () => {
  const server = openServer()
  const [ana, slow] = [await server.join(), await server.join({ author: 's' })]
  slow.socket.bufferedAmount = full
  ana.say(framed.update(author(1).write('a')))
  await server.turn()
  slow.session.leave()
  slow.session.drained()
  expect(server.rooms.counts.sessions).toBe(1)
})
