import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  createLink,
  type Gathering,
  type LinkFact,
  type Resumption,
  type WebSocketLike,
} from '../../src/client/index.ts'
import { Unsaved } from '../../src/client/unsaved.ts'
import { createManualTimers } from '../../testing/index.ts'
import {
  decodeExtension,
  decodeMessage,
  encodeExtension,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '../../src/index.ts'

test('[SYN-50] the link says hello before anything else', () => {
  const { link, socket, order } = openLink()
  link.onopen = () => order.push('provider opened')
  socket.onopen?.({} as never)
  expect(decodeExtension(socket.sent[0] as Uint8Array)).toMatchObject({ kind: 'hello', protocol: 2, schema: '3' })
  expect(order).toEqual(['opened', 'provider opened'])
})

test('[SYN-50] our messages are told as facts and kept from the provider; the others are passed on untouched', () => {
  const { link, socket, facts } = openLink()
  const passed: Uint8Array[] = []
  link.onmessage = ({ data }) => passed.push(new Uint8Array(data))
  const clocks = new Map([[4, 2]])
  socket.hear(
    encodeExtension({
      kind: 'welcome',
      protocol: 1,
      capabilities: [],
      session: 's',
      write: 0,
      code: 'something-newer',
      facts: {},
      serverTime: 5,
      sequence: 1,
      resumed: 0,
    }),
  )
  socket.hear(encodeStep1(Uint8Array.of(0)))
  socket.hear(encodeExtension({ kind: 'saved', frames: 2, sequence: 9, serverTime: 6, clocks, chain: 4 }))
  socket.hear(encodeExtension({ kind: 'saved', frames: 3, sequence: 0, serverTime: 0, clocks, chain: 0 }))
  socket.hear(encodeExtension({ kind: 'refused', code: 'gap', facts: { a: 1 }, frame: 3, frames: 1 }))
  socket.hear(Uint8Array.of(99, 1))
  expect(passed).toEqual([encodeStep1(Uint8Array.of(0))])
  expect(facts.filter(fact => fact.fact !== 'heard')).toEqual([
    { fact: 'welcomed', access: { write: false, code: 'read-only', facts: {} }, session: 's', serverTime: 5 },
    { fact: 'saved', frames: 2, at: 6, sequence: 9, clocks },
    { fact: 'reached', place: { sequence: 9, chain: 4 } },
    { fact: 'saved', frames: 3, at: 6, sequence: 0, clocks },
    { fact: 'refused', code: 'gap', facts: { a: 1 }, frame: 3, frames: 1 },
  ])
  expect(facts.filter(fact => fact.fact === 'heard')).toHaveLength(6)
})

const place = { sequence: 7, chain: 11 }
const nothing = Uint8Array.of(0, 0)
const unsaved = [{ update: nothing, left: 0 }]

test('[SYN-73] where the server goes on from a place, no states are exchanged, and what was made goes up', () => {
  const { link, socket, facts } = openLink(() => ({ place, unsaved }))
  const passed: Uint8Array[] = []
  link.onmessage = ({ data }) => passed.push(new Uint8Array(data))
  link.onopen = () => {
    link.send(encodeStep1(Uint8Array.of(0)))
    link.send(Uint8Array.of(1, 1, 0))
    link.send(encodeUpdate(Uint8Array.of(0, 0)))
  }
  socket.onopen?.({} as never)
  expect(decodeExtension(socket.sent[0] as Uint8Array)).toMatchObject({ kind: 'hello', ...place })
  expect(socket.sent.slice(1)).toEqual([Uint8Array.of(1, 1, 0)])
  socket.hear(welcome(1))
  expect(socket.sent.slice(2)).toEqual([encodeUpdate(nothing)])
  expect(passed).toEqual([encodeStep2(Uint8Array.of(0, 0))])
  socket.hear(encodeExtension({ kind: 'news', sequence: 9, chain: 12, update: Uint8Array.of(0, 0) }))
  socket.hear(encodeExtension({ kind: 'news', sequence: 10, chain: 13, update: new Uint8Array() }))
  expect(passed.slice(1)).toEqual([encodeUpdate(Uint8Array.of(0, 0))])
  link.send(encodeUpdate(Uint8Array.of(0, 0)))
  expect(facts.filter(fact => ['sent', 'reached'].includes(fact.fact))).toEqual([
    { fact: 'sent', frame: 1, complete: true },
    { fact: 'reached', place: { sequence: 9, chain: 12 } },
    { fact: 'reached', place: { sequence: 10, chain: 13 } },
    { fact: 'sent', frame: 2, complete: false },
  ])
})

test('[SYN-74] where it does not, all that was kept back is sent, in order', () => {
  const { link, socket } = openLink(() => ({ place, unsaved }))
  const said = [encodeStep1(Uint8Array.of(0)), encodeUpdate(Uint8Array.of(0, 0))]
  link.onopen = () => said.forEach(frame => link.send(frame))
  socket.onopen?.({} as never)
  expect(socket.sent).toHaveLength(1)
  socket.hear(welcome(0))
  expect(socket.sent.slice(1)).toEqual(said)
})

test('[SYN-101] what was made goes up in pieces, each of which says how much is up with it', () => {
  const doc = new Y.Doc()
  const made = new Unsaved()
  doc.on('update', (update: Uint8Array) => made.add(update))
  for (let i = 0; i < 30; i++) doc.getText('t').insert(0, `${i} `.repeat(1_500))
  doc.getText('t').insert(0, 'a long paste '.repeat(20_000))
  doc.getText('t').delete(7, 3)
  const { link, socket, facts } = openLink(() => ({ place, unsaved: made.joined ?? [] }))
  link.onmessage = () => {}
  socket.onopen?.({} as never)
  socket.hear(welcome(1))
  for (let settled = 1; settled < 100; settled++) socket.hear(savedUpTo(settled))
  const sent = facts.filter(fact => fact.fact === 'sent')
  expect(sent.length).toBeGreaterThan(6)
  expect(sent.map(({ frame }) => frame)).toEqual(sent.map((_, i) => i + 1))
  expect(sent.map(({ complete }) => complete)).toEqual(sent.map((_, i) => i === 0))
  const left = sent.map(each => each.left ?? 0)
  expect(left).toEqual([...left].sort((a, b) => b - a))
  // The paste and the deletion come behind each part of the paste but the last.
  expect(left.filter(each => each === 2).length).toBeGreaterThan(3)
  expect(left.at(-1)).toBe(0)
  expectSameDoc(socket.sent.slice(1), doc)
})

test('[SYN-102] a long step 2 goes up in pieces that are step 2 each; only with the last all is up', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'long '.repeat(40_000))
  const { link, socket, facts } = openLink()
  link.send(encodeStep2(Y.encodeStateAsUpdate(doc)))
  expect(socket.sent.length).toBeGreaterThan(2)
  expect(socket.sent.map(frame => decodeMessage(frame).kind)).toEqual(socket.sent.map(() => 'step-2'))
  expect(Math.max(...socket.sent.map(frame => frame.length))).toBeLessThan(64 * 1024)
  const parts = socket.sent.slice(2).map((_, i) => ({ fact: 'sent', frame: i + 2, complete: false, left: Infinity }))
  expect(facts).toEqual([
    { fact: 'sent', frame: 1, complete: true, left: Infinity },
    ...parts,
    { fact: 'sent', frame: socket.sent.length, complete: false },
  ])
  expectSameDoc(socket.sent, doc)
})

test('[SYN-103] no more goes up than the server settles in a while, presence does not wait for it, and new edits come behind', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'long '.repeat(100_000))
  const { link, socket } = openLink()
  link.onmessage = () => {}
  socket.hear(welcome(0))
  link.send(encodeUpdate(Y.encodeStateAsUpdate(doc)))
  expect(socket.sent).toHaveLength(2)
  const presence = Uint8Array.of(1, 1, 0)
  link.send(presence)
  doc.on('update', (update: Uint8Array) => link.send(encodeUpdate(update)))
  doc.getText('t').insert(3, 'meanwhile')
  expect(socket.sent.slice(2)).toEqual([presence])
  socket.hear(savedUpTo(1))
  expect(socket.sent).toHaveLength(4)
  for (let settled = 2; settled < 20; settled++) socket.hear(savedUpTo(settled))
  const reader = new Y.Doc()
  for (const frame of socket.sent) {
    const message = decodeMessage(frame)
    if ('update' in message) Y.applyUpdate(reader, message.update)
    expect(reader.store.pendingStructs).toBeNull()
  }
  expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(doc))
})

function savedUpTo(frames: number): Uint8Array {
  return encodeExtension({ kind: 'saved', frames, sequence: 0, serverTime: 6, clocks: new Map(), chain: 0 })
}

function expectSameDoc(frames: readonly Uint8Array[], doc: Y.Doc): void {
  const reader = new Y.Doc()
  for (const frame of frames) {
    const message = decodeMessage(frame)
    if (!('update' in message)) throw new Error(message.kind)
    Y.applyUpdate(reader, message.update)
    expect([reader.store.pendingStructs, reader.store.pendingDs]).toEqual([null, null])
  }
  expect(Y.encodeStateAsUpdate(reader)).toEqual(Y.encodeStateAsUpdate(doc))
}

test('[SYN-75] on a poor line what is written within a while goes up in one frame, before anything else that is said of the document', () => {
  const timers = createManualTimers()
  let wait = 1_000
  const { link, socket, facts } = openLink(undefined, { timers, clock: timers.clock, forNow: () => wait })
  const doc = new Y.Doc()
  const reader = new Y.Doc()
  doc.on('update', (update: Uint8Array) => link.send(encodeUpdate(update)))
  for (const letter of 'letters') doc.getText('t').insert(doc.getText('t').length, letter)
  timers.advance(999)
  expect(socket.sent).toHaveLength(0)
  timers.advance(1)
  expect(socket.sent).toHaveLength(1)
  doc.getText('t').insert(0, 'more ')
  link.send(encodeStep2(Uint8Array.of(0, 0)))
  wait = 0
  doc.getText('t').insert(0, 'and ')
  for (const frame of socket.sent) {
    const message = decodeMessage(frame)
    if ('update' in message) Y.applyUpdate(reader, message.update)
  }
  expect(reader.getText('t').toJSON()).toBe('and more letters')
  expect(facts.map(fact => fact.fact === 'sent' && [fact.frame, fact.complete])).toEqual([
    [1, false],
    [2, false],
    [3, true],
    [4, false],
  ])
  expect(socket.sent[0]?.length).toBeLessThan(30)
})

function welcome(resumed: number): Uint8Array {
  const common = { capabilities: [], session: 's', write: 1, code: '', facts: {}, serverTime: 5, sequence: 9 }
  return encodeExtension({ kind: 'welcome', protocol: 2, ...common, resumed })
}

test('[SYN-51] frames that carry updates are counted, each connection from 1', () => {
  const { Link, link, socket, facts } = openLink()
  link.send(encodeStep1(Uint8Array.of(0)))
  link.send(encodeStep2(Uint8Array.of(0, 0)))
  link.send(Uint8Array.of(1, 1, 0))
  link.send(encodeUpdate(Uint8Array.of(0, 0)).buffer as ArrayBuffer)
  expect(socket.sent).toHaveLength(4)
  new Link('ws://elsewhere').send(encodeUpdate(Uint8Array.of(0, 0)))
  expect(facts).toEqual([
    { fact: 'sent', frame: 1, complete: true },
    { fact: 'sent', frame: 2, complete: false },
    { fact: 'sent', frame: 1, complete: false },
  ])
})

test('[SYN-52] a link that is closed is over at once, and deaf to what the socket says later', () => {
  const { link, socket, facts } = openLink()
  const told: string[] = []
  link.onclose = ({ code }) => told.push(`closed ${code}`)
  link.onmessage = () => told.push('message')
  link.onopen = () => told.push('opened')
  link.close()
  link.close()
  socket.onopen?.({} as never)
  socket.hear(encodeStep1(Uint8Array.of(0)))
  socket.onclose?.({ code: 1006, reason: 'late' } as never)
  expect(told).toEqual(['closed 1000'])
  expect(facts).toEqual([{ fact: 'closed', code: 1000, reason: '' }])
})

test('[SYN-52] a close of the server is told with its code and reason', () => {
  const { link, socket, facts } = openLink()
  const told: unknown[] = []
  link.onclose = ({ code, reason }) => told.push([code, reason])
  socket.onclose?.({ code: 4403, reason: 'forbidden' } as never)
  expect(told).toEqual([[4403, 'forbidden']])
  expect(facts).toEqual([{ fact: 'closed', code: 4403, reason: 'forbidden' }])
})

function openLink(resumption?: () => Resumption | undefined, gathering?: Gathering) {
  const facts: LinkFact[] = []
  const order: string[] = []
  const sockets: BareSocket[] = []
  class Socket extends BareSocket {
    constructor() {
      super()
      sockets.push(this)
    }
  }
  const Link = createLink({
    WebSocket: Socket,
    clock: () => 1,
    schema: '3',
    ...(resumption && { resumption }),
    ...(gathering && { gathering }),
    onFact(fact) {
      facts.push(fact)
      order.push(fact.fact)
    },
  })
  const link = new Link('ws://somewhere')
  return { Link, link, facts, order, socket: sockets[0] as BareSocket }
}

class BareSocket implements WebSocketLike {
  binaryType = 'blob'
  readyState = 1
  bufferedAmount = 0
  onopen: WebSocketLike['onopen'] = null
  onmessage: WebSocketLike['onmessage'] = null
  onerror: WebSocketLike['onerror'] = null
  onclose: WebSocketLike['onclose'] = null
  readonly sent: Uint8Array[] = []

  send(data: never): void {
    this.sent.push(data)
  }

  close(): void {
    this.readyState = 2
  }

  hear(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer } as never)
  }
}
