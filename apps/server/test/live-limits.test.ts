import { setTimeout as sleep } from 'node:timers/promises'
import { decodeMessage, encodeStep1, encodeTrunkMessage, encodeUpdate, trunkVersion } from '@barycentre/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { connect, connected } from './support/raw-client.ts'
import { openTestServer, temporaryFolder, until, type TestServer } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'
import { clientHeader, closeCodeOf, upgradedByHand } from './support/wire.ts'

type Environment = Record<string, string>

interface Opened {
  readonly test: TestServer
  readonly token: string
  /** Path and query of the empty plan. */
  readonly path: string
  readonly url: string
}

async function open(environment: Environment = {}, query = ''): Promise<Opened> {
  const test = await openTestServer(temporaryFolder(), environment)
  const { token } = await test.token('planner')
  const path = `/sync/${test.workspaceIds[1]}/plan?token=${token}${query}`
  return { test, token, path, url: `${test.base.replace('http', 'ws')}${path}` }
}

const empty = encodeStep1(Y.encodeStateVector(new Y.Doc()))

describe('a connection that says nothing', () => {
  test('is closed in time, and one that speaks is not', async () => {
    const { url } = await open({ FIRST_MESSAGE_SECONDS: '1' })
    const began = Date.now()
    const [silent, speaks] = await Promise.all([connected(url), connected(url)])
    speaks.send(empty)
    expect(await silent.closed).toEqual({ code: 1008, reason: 'silent' })
    expect(Date.now() - began).toBeLessThan(1_300)
    expect(speaks.isOpen).toBe(true)
  })
})

describe('who sends more than their share is read more slowly', () => {
  test.each([
    ['messages', { PERSON_FRAMES_PER_SECOND: '400', PERSON_FRAMES_AT_ONCE: '50' }],
    ['bytes', { PERSON_BYTES_PER_SECOND: '15KiB', PERSON_BYTES_AT_ONCE: '2KiB' }],
    ['messages to a document', { DOCUMENT_FRAMES_PER_SECOND: '400', DOCUMENT_FRAMES_AT_ONCE: '50' }],
  ])('%s: nothing is lost', async (_what, environment) => {
    const { url, test } = await open(environment)
    const reader = await joinStock(test.base, `${test.workspaceIds[1]}/plan`, {
      token: (await test.token('planner')).token,
    })
    const writer = await connected(url)
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => writer.send(encodeUpdate(update)))
    const began = Date.now()
    const letters = 450
    for (let i = 0; i < letters; i++) {
      doc.getText('t').insert(i, 'x')
      // As many packets as messages: what came in one would be read in one.
      if (i % 10 === 0) await sleep(1)
    }
    await until(() => reader.doc.getText('t').length === letters, 'everything arrives')
    expect(Date.now() - began).toBeGreaterThan(400)
    expect(writer.isOpen).toBe(true)
  })
})

describe('one who has sent a second too much is not read for that second', () => {
  const ofPerson = { PERSON_BYTES_PER_SECOND: '10KiB', PERSON_BYTES_AT_ONCE: '10KiB' }
  const ofDocument = { DOCUMENT_BYTES_PER_SECOND: '10KiB', DOCUMENT_BYTES_AT_ONCE: '10KiB' }
  type Say = (update: Uint8Array) => void

  async function twoConnections({ url }: Opened): Promise<readonly [Say, Say]> {
    const [one, other] = await Promise.all([connected(url), connected(url)])
    return [update => one.send(encodeUpdate(update)), update => other.send(encodeUpdate(update))]
  }

  async function aTrunk({ test, path, token }: Opened): Promise<readonly [Say, Say]> {
    const headers = { authorization: `Bearer ${token}` }
    const trunk = await connected(`${test.base.replace('http', 'ws')}/sync?trunk=${trunkVersion}`, { headers })
    trunk.send(encodeTrunkMessage({ kind: 'open', channel: 1, address: path }))
    const say: Say = update =>
      trunk.send(encodeTrunkMessage({ kind: 'frame', channel: 1, frame: encodeUpdate(update) }))
    return [say, say]
  }

  test.each([
    ['a person, over all of their connections', ofPerson, twoConnections],
    ['a document, over all connections to it', ofDocument, twoConnections],
    ['a person, over a trunk', ofPerson, aTrunk],
    ['a document, over a trunk', ofDocument, aTrunk],
  ])('%s', async (_what, environment, connectTwice) => {
    const opened = await open(environment)
    const { test } = opened
    const { doc } = await joinStock(test.base, `${test.workspaceIds[1]}/plan`, {
      token: (await test.token('planner')).token,
    })
    const [one, other] = await connectTwice(opened)
    const writer = new Y.Doc()
    const write = (say: Say, text: string) => {
      writer.once('update', say)
      writer.getText('t').insert(0, text)
      return until(() => doc.getText('t').length === writer.getText('t').length, 'it arrives')
    }
    await write(one, 'x'.repeat(20 * 1024))
    const began = Date.now()
    // By the first of these it is found that there is too much, the second is not read before there is not.
    await write(other, 'y')
    await write(other, 'z')
    expect(Date.now() - began).toBeGreaterThan(500)
  })
})

describe('what a document takes', () => {
  function nested(depth: number): Uint8Array {
    const doc = new Y.Doc()
    let array = doc.getArray('a')
    for (let i = 0; i < depth; i++) {
      const inner = new Y.Array()
      array.push([inner])
      array = inner
    }
    return Y.encodeStateAsUpdate(doc)
  }

  function entries(count: number): Uint8Array {
    const doc = new Y.Doc()
    for (let i = 0; i < count; i++) doc.getMap('m').set(`key ${i}`, i)
    return Y.encodeStateAsUpdate(doc)
  }

  test.each([
    ['parts in one update', { MAX_UPDATE_STRUCTS: '20' }, entries(20), entries(21), 'malformed'],
    ['types within types', { MAX_DEPTH: '20' }, nested(19), nested(30), 'malformed'],
    ['bytes', { MAX_DOCUMENT_BYTES: '1KiB' }, entries(20), entries(200), 'document-full'],
  ])('%s', async (_what, environment, little, much, reason) => {
    const { url } = await open(environment)
    const client = await connected(url)
    const messages = () => client.heard.map(frame => decodeMessage(frame))
    client.send(encodeUpdate(little))
    client.send(empty)
    await until(() => messages().some(({ kind }) => kind === 'step-2'), 'what is not too much is taken')
    expect(messages().map(({ kind }) => kind)).not.toContain('denied')
    client.send(encodeUpdate(much))
    await until(() => messages().some(({ kind }) => kind === 'denied'), 'what is too much is refused')
    expect(messages()).toContainEqual({ kind: 'denied', reason })
  })
})

describe('how many are let in', () => {
  async function statusAndFacts(url: string) {
    const outcome = await connect(url)
    return 'body' in outcome ? { status: outcome.status, facts: JSON.parse(outcome.body).facts } : { status: 101 }
  }

  test('of one person', async () => {
    const { url, test } = await open({ MAX_CONNECTIONS_PER_PERSON: '2' })
    const [first] = await Promise.all([connected(url), connected(url)])
    expect(await statusAndFacts(url)).toEqual({ status: 503, facts: { of: 'person', limit: 2 } })
    const other = `${url.split('token=')[0]}token=${(await test.token('planner')).token}`
    expect(await statusAndFacts(other)).toEqual({ status: 101 })
    first.send('a text frame ends it')
    await first.closed
    expect(await statusAndFacts(url)).toEqual({ status: 101 })
  })

  test('to one document, and in all', async () => {
    const { url } = await open({ MAX_CONNECTIONS_PER_DOCUMENT: '2', MAX_CONNECTIONS: '3' })
    await Promise.all([connected(url), connected(url)])
    expect(await statusAndFacts(url)).toEqual({ status: 503, facts: { of: 'document', limit: 2 } })
    const text = url.replace('/plan?', '/text/vision?')
    expect(await statusAndFacts(text)).toEqual({ status: 101 })
    expect(await statusAndFacts(text)).toEqual({ status: 503, facts: { of: 'server', limit: 3 } })
  })

  test('of one address that have not said anything yet', async () => {
    const { url } = await open({ MAX_SILENT_PER_ADDRESS: '2' })
    const [first] = await Promise.all([connected(url), connected(url)])
    expect(await statusAndFacts(url)).toEqual({ status: 503, facts: { of: 'address', limit: 2 } })
    first.send(empty)
    await until(() => first.heard.length > 0, 'it has been heard')
    expect(await statusAndFacts(url)).toEqual({ status: 101 })
  })

  test('a proxy that was named is believed about the address, anybody else is not', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `203.0.113.1, ${address}` } })
    const trusting = await open({ MAX_SILENT_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' })
    expect(await connect(trusting.url, from('198.51.100.1'))).toMatchObject({ status: 101 })
    expect(await connect(trusting.url, from('198.51.100.2'))).toMatchObject({ status: 101 })
    expect(await connect(trusting.url, from('198.51.100.1'))).toMatchObject({ status: 503 })
    const wary = await open({ MAX_SILENT_PER_ADDRESS: '1' })
    expect(await connect(wary.url, from('198.51.100.1'))).toMatchObject({ status: 101 })
    expect(await connect(wary.url, from('198.51.100.2'))).toMatchObject({ status: 503 })
  })
})

describe('64 MiB', () => {
  const MiB = 1024 * 1024
  const part = Buffer.alloc(MiB)

  /** Writes as long as the other side lets it; resolves with how much went out. */
  async function pour(port: number, path: string, headers: readonly Buffer[]) {
    const socket = await upgradedByHand(port, path)
    const ended = closeCodeOf(socket)
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    for (const header of headers) {
      socket.write(header)
      for (let left = 64 / headers.length; left > 0 && socket.writable; left--) {
        if (!socket.write(part)) await Promise.race([new Promise(done => socket.once('drain', done)), ended])
        most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      }
    }
    return { code: await ended, most }
  }

  test.each([
    ['in one frame', [clientHeader(0x82, 64 * MiB)]],
    ['in 64 fragments', Array.from({ length: 64 }, (_, i) => clientHeader(i === 0 ? 2 : i === 63 ? 0x80 : 0, MiB))],
  ])('%s are refused with 1009, and not held', async (_how, headers) => {
    const { path, test } = await open()
    const { code, most } = await pour(test.server.port, path, headers)
    expect(code).toBe(1009)
    expect(most).toBeLessThan(16 * MiB)
    expect((await fetch(`${test.base}/health`)).status).toBe(200)
  })
})

describe('frames that break the protocol', () => {
  test.each([
    ['without a mask', Buffer.from([0x82, 0x01, 0x00]), 1002],
    ['with reserved bits', Buffer.from([0xf2, 0x80, 0, 0, 0, 0]), 1002],
    ['of an unknown kind', Buffer.from([0x83, 0x80, 0, 0, 0, 0]), 1002],
    ['compressed where nothing was agreed', Buffer.from([0xc2, 0x81, 0, 0, 0, 0, 1]), 1002],
    ['a continuation of nothing', Buffer.from([0x80, 0x80, 0, 0, 0, 0]), 1002],
    ['a ping in fragments', Buffer.from([0x09, 0x80, 0, 0, 0, 0]), 1002],
    ['a ping of 126 bytes', Buffer.from([0x89, 0xfe, 0, 126, 0, 0, 0, 0]), 1002],
    ['of more bytes than a number holds', Buffer.from([0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255]), 1009],
    ['a close with a code that is none', Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0, 1]), 1002],
    ['text that is none', Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]), 1007],
  ])('%s end their connection and nothing else', async (_what, bytes, code) => {
    const { path, test } = await open()
    const good = await joinStock(test.base, `${test.workspaceIds[1]}/plan`, {
      token: (await test.token('planner')).token,
    })
    const socket = await upgradedByHand(test.server.port, path)
    const ended = closeCodeOf(socket)
    socket.write(bytes)
    expect(await ended).toBe(code)
    expect(good.provider.wsconnected).toBe(true)
    expect(test.faults).toEqual([])
  })
})

describe('a line that is long or poor', () => {
  async function withText(letters: number, environment: Environment = {}) {
    const opened = await open(environment)
    const room = `${opened.test.workspaceIds[1]}/plan`
    const { doc } = await joinStock(opened.test.base, room, { token: opened.token })
    const text = doc.getText('t')
    for (let i = 0; i < letters; i += 100) text.insert(0, `${'plan '.repeat(19)}${i % 10}\n${i % 7}`)
    return { ...opened, room, text }
  }

  /** The frames with which a state comes. */
  function pieces(heard: readonly Uint8Array[]) {
    return heard.map(frame => decodeMessage(frame)).flatMap(message => ('update' in message ? [message] : []))
  }

  test.each(['long', 'poor'])('the stock provider with ?link=%s converges, compressed', async link => {
    const { test, token, room, text } = await withText(40_000)
    const other = await joinStock(test.base, room, { token, link })
    await until(() => other.doc.getText('t').length === text.length, 'the text is there')
    expect((other.provider.ws as unknown as WebSocket).url).toContain(`link=${link}`)
    other.doc.getText('t').insert(0, 'from afar')
    await until(() => text.toString().startsWith('from afar'), 'and one comes back')
    text.insert(0, 'and ')
    await until(() => other.doc.getText('t').toString().startsWith('and from'), 'and there again')
  })

  test('messages are compressed with what went before as context', async () => {
    const { url, text } = await withText(40_000)
    const socket = new WebSocket(`${url}&link=poor`)
    onTestFinished(() => socket.terminate())
    let plain = 0
    let isSynced = false
    socket.on('message', (data: Buffer) => {
      plain += data.length
      if (decodeMessage(data).kind === 'step-2') isSynced = true
    })
    await new Promise(resolve => socket.once('open', resolve))
    expect(socket.extensions).toContain('permessage-deflate')
    const before = bytesRead(socket)
    socket.send(empty)
    await until(() => isSynced, 'the state has come')
    expect(plain).toBeGreaterThan(text.length)
    expect(bytesRead(socket) - before).toBeLessThan(plain / 5)
  })

  test.each([
    ['long', 16],
    ['poor', 8],
  ])('with ?link=%s a state comes in pieces of %i KiB', async (link, size) => {
    const { url } = await withText(100_000)
    const client = await connected(`${url}&link=${link}`)
    client.send(empty)
    await until(() => pieces(client.heard).some(({ kind }) => kind === 'step-2'), 'the state has come')
    const bytes = pieces(client.heard).map(({ update }) => update.length)
    expect(Math.max(...bytes)).toBeLessThan(size * 1024 + 100)
    expect(bytes.length).toBeGreaterThan(100_000 / (size * 1024))
  })

  test('a first message that takes long to come makes the line a long one; a client that says "good" is believed', async () => {
    const { url } = await withText(100_000, { LONG_LINK_MILLISECONDS: '60' })
    const counts = []
    for (const [wait, query] of [
      [0, ''],
      [120, ''],
      [120, '&link=good'],
    ] as const) {
      const client = await connected(`${url}${query}`)
      await sleep(wait)
      client.send(empty)
      await until(() => pieces(client.heard).some(({ kind }) => kind === 'step-2'), 'the state has come')
      counts.push(pieces(client.heard).length)
    }
    expect(counts).toEqual([1, expect.toSatisfy((count: number) => count > 3), 1])
  })
})

/** Bytes that have come over the wire. */
function bytesRead(socket: WebSocket): number {
  return (socket as unknown as { _socket: { bytesRead: number } })._socket.bytesRead
}
