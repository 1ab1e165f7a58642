import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  createTabCarriers,
  createTrunkCarrier,
  hostTab,
  type Carrier,
  type ToHost,
  type ToTab,
  type WebSocketLike,
} from '../src/client/index.ts'
import {
  decodeMessage,
  decodeTrunkMessage,
  documentName,
  encodeStep1,
  encodeTrunkMessage,
  encodeUpdate,
  Trunk,
  type Socket,
  type TrunkMessage,
} from '../src/index.ts'
import { createFakeSocket } from '../testing/index.ts'
import { author, framed, hello, openServer, plan, textOf } from './room-fixture.ts'

const vision = documentName('mission/text/vision')
const [ofPlan, ofVision] = ['/sync/mission/plan?schema=1', '/sync/mission/text/vision?schema=1']
const ask = encodeStep1(Uint8Array.of(0))

/** A server's end of a trunk, by hand-made messages. */
function openTrunk({ maxChannels = 20 } = {}) {
  const server = openServer()
  const socket = createFakeSocket()
  const counts: number[] = []
  const trunk = new Trunk({ socket, join: joinAs('ana', server), maxChannels, onCount: count => counts.push(count) })
  const say = (...messages: TrunkMessage[]) => {
    for (const message of messages) trunk.receive(encodeTrunkMessage(message))
  }
  const hear = () => socket.take().map(decodeTrunkMessage)
  return { server, socket, trunk, say, hear, counts }
}

function joinAs(person: string, server: ReturnType<typeof openServer>) {
  return (address: string, socket: Socket) => {
    const document = { [ofPlan]: plan, [ofVision]: vision }[address]
    if (document === undefined) return { code: 4404, reason: 'not-found' }
    return server.rooms.join(document, socket, { author: person, access: { write: true } })
  }
}

const open = (channel: number, address = ofPlan): TrunkMessage => ({ kind: 'open', channel, address })
const frame = (channel: number, bytes: Uint8Array): TrunkMessage => ({ kind: 'frame', channel, frame: bytes })

/** What each channel was sent, by the kinds of its messages. */
function kindsOf(messages: readonly TrunkMessage[], channel: number): string[] {
  return messages
    .filter(message => message.channel === channel)
    .map(message =>
      message.kind === 'frame' && (message.frame[0] as number) < 64 ? decodeMessage(message.frame).kind : message.kind,
    )
}

test('[SYN-104] each channel is a session of its own: two documents over one connection, and one of them twice', async () => {
  const { server, say, hear, counts } = openTrunk()
  say(open(1), frame(1, ask), open(2, ofVision), frame(2, ask), open(3), frame(3, ask))
  await server.turn()
  const first = hear()
  for (const channel of [1, 2, 3]) expect(kindsOf(first, channel)).toEqual(['step-1', 'step-2'])
  say(frame(2, framed.update(author(1).write('a vision'))), frame(3, framed.update(author(2).write('a plan'))))
  await server.turn()
  const second = hear()
  expect(second.map(({ channel }) => channel)).toEqual([1])
  expect(textOf((server.disk.rows.get(vision) ?? []).map(row => row.update))).toBe('a vision')
  expect(textOf(server.rows().map(row => row.update))).toBe('a plan')
  say({ kind: 'close', channel: 1, code: 1000, reason: '' })
  expect(counts).toEqual([1, 2, 3, 2])
  expect(server.rooms.counts.sessions).toBe(2)
})

test.for<[string, Uint8Array]>([
  ['a frame of a channel that was never opened', encodeTrunkMessage(frame(2, ask))],
  [
    'a close of a channel that was never opened',
    encodeTrunkMessage({ kind: 'close', channel: 9, code: 1000, reason: '' }),
  ],
  ['a channel that is opened twice', encodeTrunkMessage(open(1))],
  ['a channel before the ones that are open', encodeTrunkMessage(open(0))],
  ['nothing', new Uint8Array()],
  ['a kind that does not exist', Uint8Array.of(4 * 1 + 3)],
  ['an address that ends early', encodeTrunkMessage(open(2)).subarray(0, 9)],
  ['a byte too many', Uint8Array.of(...encodeTrunkMessage(open(2)), 0)],
  ['a number beyond counting', new Uint8Array(20).fill(255)],
])('[SYN-105] %s is malformed, and opens and changes nothing', async ([, bytes]) => {
  const { server, trunk, say } = openTrunk()
  say(open(1))
  // As a frame lies in a larger buffer: what is behind it is none of its own.
  const roomy = Uint8Array.of(...bytes, ...encodeTrunkMessage(open(2)), 1, 2, 3)
  expect(() => trunk.receive(roomy.subarray(0, bytes.length))).toThrow()
  await server.turn()
  expect(trunk.count).toBe(1)
  trunk.leave()
  expect(server.rooms.counts.sessions).toBe(0)
})

test('[SYN-106] a channel that is not let in, or sent away, ends with its code; the others go on', async () => {
  const { server, trunk, say, hear, socket } = openTrunk({ maxChannels: 2 })
  say(open(1), frame(1, hello), open(2, '/sync/elsewhere/plan'), open(3, ofVision), open(4))
  await server.turn()
  const heard = hear()
  expect(heard.filter(message => message.kind === 'close')).toEqual([
    { kind: 'close', channel: 2, code: 4404, reason: 'not-found' },
    { kind: 'close', channel: 4, code: 4500, reason: 'too-many-channels' },
  ])
  // What was on its way when the channel ended.
  say(frame(2, ask), frame(4, ask), { kind: 'close', channel: 4, code: 1000, reason: '' })
  say(frame(1, framed.update(author(1).write('still here'))))
  await server.turn()
  expect(hear().map(({ kind, channel }) => [kind, channel])).toEqual([['frame', 1]])
  expect(textOf(server.rows().map(row => row.update))).toBe('still here')
  expect([trunk.count, socket.closed]).toEqual([2, undefined])
  say({ kind: 'close', channel: 3, code: 1000, reason: '' }, open(5))
  expect(trunk.count).toBe(2)
})

test('[SYN-107] what waits at the connection all wait for, and each time another is asked first', async () => {
  const { server, socket, trunk, say, hear } = openTrunk()
  const writer = await server.join({ author: 'ben' })
  say(...[1, 2, 3].flatMap(channel => [open(channel), frame(channel, hello), frame(channel, ask)]))
  await server.turn()
  hear()
  socket.bufferedAmount = 1_000_000
  const ofBen = author(2)
  const firsts = new Set<number>()
  for (let round = 0; round < 3; round++) {
    writer.say(framed.update(ofBen.write('missed ')))
    await server.turn()
    expect(socket.sent).toHaveLength(0)
    socket.bufferedAmount = 0
    trunk.drained()
    await server.turn()
    const heard = hear()
    expect(heard.map(({ channel }) => channel).sort()).toEqual([1, 2, 3])
    firsts.add((heard[0] as TrunkMessage).channel)
    socket.bufferedAmount = 1_000_000
  }
  expect(firsts.size).toBe(3)
})

/** A browser with a line to a server: every WebSocket that it opens, both ends in the hand. */
function openBrowser() {
  const server = openServer()
  const { timers } = server
  const lines: FakeLine[] = []
  class FakeLine implements WebSocketLike {
    binaryType = ''
    readyState = 0
    bufferedAmount = 0
    onopen: WebSocketLike['onopen'] = null
    onmessage: WebSocketLike['onmessage'] = null
    onerror: WebSocketLike['onerror'] = null
    onclose: WebSocketLike['onclose'] = null
    readonly sent: number[] = []
    isDead = false
    readonly trunk = new Trunk({
      socket: {
        bufferedAmount: 0,
        send: bytes => void (this.isDead || this.onmessage?.({ data: bytes.slice().buffer } as never)),
        close: () => {},
      },
      join: joinAs('ana', server),
      maxChannels: 20,
    })

    constructor() {
      lines.push(this)
      timers.soon(() => {
        if (this.readyState !== 0) return
        this.readyState = 1
        this.onopen?.({} as never)
      })
    }

    send(data: never): void {
      const bytes = data as Uint8Array
      this.sent.push(bytes.length)
      if (!this.isDead) this.trunk.receive(bytes.slice())
    }

    close(): void {
      this.readyState = 3
      if (!this.isDead) this.trunk.leave()
    }
  }
  const carrier = createTrunkCarrier({
    WebSocket: FakeLine,
    url: 'ws://host/sync?trunk=1',
    clock: timers.clock,
    timers,
  })
  return { server, lines, carrier }
}

/** A tab that reads a document and writes it, as simply as can be. */
function openTab(carrier: Carrier, address: string) {
  const doc = new Y.Doc()
  const socket = carrier.open(address)
  const tab = { doc, socket, opened: 0, closed: undefined as object | undefined }
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') socket.send(encodeUpdate(update) as never)
  })
  socket.onopen = () => {
    tab.opened++
    socket.send(ask as never)
  }
  socket.onmessage = ({ data }: { readonly data: ArrayBuffer }) => {
    const message = decodeMessage(new Uint8Array(data))
    if ('update' in message) Y.applyUpdate(doc, message.update, 'server')
  }
  socket.onclose = (event: object) => (tab.closed = event)
  return tab
}

test('[SYN-108] the first channel opens the connection, the others share it, and a moment after the last it is closed', async () => {
  const { server, lines, carrier } = openBrowser()
  const [one, two] = [openTab(carrier, ofPlan), openTab(carrier, ofVision)]
  await server.turn()
  const three = openTab(carrier, ofPlan)
  expect(three.opened).toBe(0)
  await server.turn()
  expect([one.opened, two.opened, three.opened, lines.length]).toEqual([1, 1, 1, 1])
  one.doc.getText('text').insert(0, 'shared')
  await server.turn()
  expect([three.doc.getText('text').toString(), two.doc.getText('text').toString()]).toEqual(['shared', ''])
  for (const { socket } of [one, two, three]) socket.close()
  expect(server.rooms.counts.sessions).toBe(0)
  const again = openTab(carrier, ofPlan)
  await server.turn()
  server.timers.advance(3_000)
  expect([again.opened, lines.length, lines[0]?.readyState]).toEqual([1, 1, 1])
  again.socket.close()
  server.timers.advance(3_000)
  expect(lines[0]?.readyState).toBe(3)
})

test('[SYN-108] a connection that is dead ends with all of its channels, and who comes back has a new one', async () => {
  const { server, lines, carrier } = openBrowser()
  const tabs = [openTab(carrier, ofPlan), openTab(carrier, ofVision)]
  await server.turn()
  const [first] = lines
  if (first !== undefined) first.isDead = true
  server.timers.advance(60_000)
  expect(tabs.map(({ closed }) => closed)).toEqual(tabs.map(() => ({ code: 1006, reason: '' })))
  const back = openTab(carrier, ofPlan)
  await server.turn()
  expect([back.opened, lines.length]).toEqual([1, 2])
})

test('[SYN-108] what the server says of one channel is told to that one alone, with its code', async () => {
  const { server, carrier, lines } = openBrowser()
  const [one, two] = [openTab(carrier, ofPlan), openTab(carrier, '/sync/elsewhere/plan')]
  await server.turn()
  expect([one.closed, two.closed]).toEqual([undefined, { code: 4404, reason: 'not-found' }])
  await server.rooms.close()
  expect(one.closed).toEqual({ code: 1012, reason: expect.any(String) })
  expect(lines[0]?.readyState).toBe(1)
})

test('[SYN-109] tabs share the carrier of their browser, and what a tab leaves behind without a word is closed', async () => {
  const { server, lines, carrier } = openBrowser()
  function attach() {
    const host = hostTab(
      { postMessage: (message: ToTab) => void server.timers.soon(() => tab.receive(structuredClone(message))) },
      { trunk: carrier, requests: { open: () => failed('no requests here'), close() {} } },
    )
    const tab = createTabCarriers({
      postMessage: (message: ToHost) => void server.timers.soon(() => host.receive(structuredClone(message))),
    })
    return { host, tab }
  }
  const [left, right] = [attach(), attach()]
  const [one, two] = [openTab(left.tab.trunk, ofPlan), openTab(right.tab.trunk, ofPlan)]
  const other = openTab(right.tab.trunk, ofVision)
  await server.turn()
  one.doc.getText('text').insert(0, 'from one tab')
  await server.turn()
  expect([two.doc.getText('text').toString(), other.opened, lines.length]).toEqual(['from one tab', 1, 1])
  left.host.leave()
  expect(server.rooms.counts.sessions).toBe(2)
  two.doc.getText('text').insert(0, 'the other goes on, ')
  right.tab.trunk.close()
  await server.turn()
  expect(textOf(server.rows().map(row => row.update))).toBe('the other goes on, from one tab')
  expect([server.rooms.counts.sessions, two.closed]).toEqual([0, { code: 1000, reason: '' }])
})

function failed(reason: string): never {
  throw new Error(reason)
}
