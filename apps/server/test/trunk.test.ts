import { seededRandom } from '@barycentre/kit'
import { layoutVersion } from '@barycentre/plan-doc'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import { encodeStep1, encodeTrunkMessage, trunkVersion } from '@barycentre/sync'
import { createTrunkCarrier, joinDocument, type Carrier, type WebSocketConstructor } from '@barycentre/sync/client'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { nodeTimers } from '../src/live/timers.ts'
import { connect, connected } from './support/raw-client.ts'
import { openTestServer, temporaryFolder, until, type TestServer } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

const path = `/sync?trunk=${trunkVersion}`

/** A browser on a poor line: all of its tabs over one connection. */
function openBrowser({ base }: TestServer, credentials: { readonly token: string } | { readonly cookie: string }) {
  const headers = 'token' in credentials ? { authorization: `Bearer ${credentials.token}` } : credentials
  const sockets: WebSocket[] = []
  class Dialled extends WebSocket {
    constructor(url: string) {
      super(url, { headers })
      sockets.push(this)
    }
  }
  const carrier = createTrunkCarrier({
    WebSocket: Dialled as unknown as WebSocketConstructor,
    url: `${base.replace('http', 'ws')}${path}`,
    clock: Date.now,
    timers: nodeTimers,
  })
  onTestFinished(() => carrier.close())
  return { carrier, sockets, bytes: () => bytesOf(sockets) }
}

/** Of all that has come, on the wire. */
function bytesOf(sockets: readonly WebSocket[]): number {
  return sockets.reduce((sum, socket) => sum + (streamOf(socket)?.bytesRead ?? 0), 0)
}

/** What `ws` does not show: the bare stream. */
function streamOf(socket: WebSocket): { readonly bytesRead: number; destroy(): void } | null {
  return (socket as unknown as { readonly _socket: { readonly bytesRead: number; destroy(): void } | null })._socket
}

class ProviderApart extends WebsocketProvider {
  constructor(...[url, room, doc, options]: ConstructorParameters<typeof WebsocketProvider>) {
    // In one process the providers would otherwise meet without the server.
    super(url, room, doc, { ...options, disableBc: true })
  }
}

function joinOver(
  carrier: Carrier,
  { base, workspaceIds }: TestServer,
  { name = 'plan', token = '', link = 'poor', doc = new Y.Doc() } = {},
) {
  const ends: { code: number; reason: string }[] = []
  const joined = joinDocument({
    doc,
    serverUrl: `${base.replace('http', 'ws')}/sync`,
    documentName: `${workspaceIds[1]}/${name}`,
    Provider: ProviderApart,
    WebSocket: function Channel(url: string) {
      const { pathname, search } = new URL(url)
      return carrier.open(`${pathname}${search}&link=${link}`)
    } as unknown as WebSocketConstructor,
    schema: String(name === 'plan' ? layoutVersion : PROSE_SCHEMA_VERSION),
    ...(token !== '' && { parameters: { token } }),
    clock: Date.now,
    random: Math.random,
    timers: nodeTimers,
  })
  joined.onFact(fact => {
    if (fact.fact === 'closed') ends.push({ code: fact.code, reason: fact.reason })
  })
  onTestFinished(() => joined.close())
  const isSaved = () => joined.saveState.state === 'saved'
  return { doc, joined, ends, isSaved }
}

test('[SYN-104] two documents over one connection are saved, seen by others, and show who is here', async () => {
  const server = await openTestServer()
  const { token } = await server.token('planner')
  const browser = openBrowser(server, { token })
  const [plan, text] = [joinOver(browser.carrier, server), joinOver(browser.carrier, server, { name: 'text/vision' })]
  const other = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  plan.doc.getMap('probe').set('from', 'the trunk')
  text.doc.getText('t').insert(0, 'a vision')
  other.doc.getMap('probe').set('and', 'a socket')
  plan.joined.provider.awareness.setLocalState({ name: 'in the field' })
  await until(() => other.doc.getMap('probe').size === 2 && plan.doc.getMap('probe').size === 2, 'both see both')
  await until(() => plan.isSaved() && text.isSaved(), 'all is saved')
  await until(
    () => [...other.provider.awareness.getStates().values()].some(state => state['name'] === 'in the field'),
    'presence comes as well',
  )
  expect(browser.sockets).toHaveLength(1)
  expect(browser.sockets[0]?.extensions).toContain('permessage-deflate')
  expect(server.faults).toEqual([])
})

test('[SYN-106] a revoked right ends its channel with the reason, and the other goes on', async () => {
  const server = await openTestServer()
  const { id, token } = await server.token('planner')
  const browser = openBrowser(server, { cookie: server.cookie })
  const plan = joinOver(browser.carrier, server)
  const text = joinOver(browser.carrier, server, { name: 'text/vision', token })
  await until(() => plan.isSaved() && text.isSaved(), 'both are there')
  await server.ask('DELETE', `/api/workspaces/${server.workspaceIds[1]}/tokens/${id}`)
  await until(() => text.ends.length > 0, 'one is closed')
  expect(text.ends[0]).toEqual({ code: 4401, reason: 'token-revoked' })
  plan.doc.getMap('probe').set('still', 'here')
  await until(plan.isSaved, 'the other goes on')
  expect(plan.ends).toEqual([])
  // Whose own sign-in ends, all of it ends.
  await server.ask('POST', '/api/sign-out')
  await until(() => plan.ends.length > 0, 'and so is the other')
  expect(plan.ends[0]).toEqual({ code: 4401, reason: 'signed-out' })
  await until(() => browser.sockets[0]?.readyState === WebSocket.CLOSED, 'with the connection')
})

test('[SYN-106] with the sign-in of whose trunk it is, the connection ends at once', async () => {
  const server = await openTestServer()
  const { token } = await server.token('planner')
  const client = await connected(`${server.base.replace('http', 'ws')}${path}`, { headers: { cookie: server.cookie } })
  // A channel with rights of its own, which do not end.
  const address = `/sync/${server.workspaceIds[1]}/plan?token=${token}`
  client.send(encodeTrunkMessage({ kind: 'open', channel: 1, address }))
  client.send(encodeTrunkMessage({ kind: 'frame', channel: 1, frame: encodeStep1(Uint8Array.of(0)) }))
  await until(() => client.heard.length > 0, 'it is open')
  await server.ask('POST', '/api/sign-out')
  expect(await client.closed).toEqual({ code: 4401, reason: 'signed-out' })
})

test('[SYN-106] a limit refuses one channel and leaves the others alone', async () => {
  const server = await openTestServer(temporaryFolder(), {
    MAX_CONNECTIONS_PER_PERSON: '3',
    MAX_DOCUMENT_BYTES: '20KiB',
  })
  const browser = openBrowser(server, await server.token('planner'))
  const [plan, text] = [joinOver(browser.carrier, server), joinOver(browser.carrier, server, { name: 'text/vision' })]
  await until(() => plan.isSaved() && text.isSaved(), 'two are there, and with the connection that is three')
  const third = joinOver(browser.carrier, server, { name: 'text/other' })
  await until(() => third.ends.length > 0, 'one more is refused')
  expect(third.ends[0]).toEqual({ code: 4500, reason: 'too-many-connections' })
  third.joined.close()
  text.doc.getText('t').insert(0, 'x'.repeat(30_000))
  await until(() => text.joined.saveState.state === 'refused', 'too much for one document')
  plan.doc.getMap('probe').set('still', 'here')
  await until(plan.isSaved, 'the other goes on')
  expect([plan.ends, text.ends]).toEqual([[], []])
})

test('[SYN-105] nonsense ends the connection, and so does silence; nobody gets one without saying who they are', async () => {
  const server = await openTestServer(temporaryFolder(), { FIRST_MESSAGE_SECONDS: '1' })
  const { token } = await server.token('planner')
  const url = `${server.base.replace('http', 'ws')}${path}`
  expect(await connect(url)).toMatchObject({ status: 401 })
  expect(await connect(url.replace('=1', '=2'), { headers: { cookie: server.cookie } })).toMatchObject({ status: 404 })
  const foreign = { headers: { cookie: server.cookie }, origin: 'https://elsewhere.example' }
  expect(await connect(url, foreign)).toMatchObject({ status: 403 })
  const headers = { authorization: `Bearer ${token}` }
  const [nonsense, silent, leaves] = [
    await connected(url, { headers }),
    await connected(url, { headers }),
    await connected(url, { headers }),
  ]
  nonsense.send(encodeTrunkMessage({ kind: 'frame', channel: 1, frame: encodeStep1(Uint8Array.of(0)) }))
  expect(await nonsense.closed).toEqual({ code: 4400, reason: 'malformed' })
  const address = `/sync/${server.workspaceIds[1]}/plan`
  leaves.send(encodeTrunkMessage({ kind: 'open', channel: 1, address }))
  expect(await silent.closed).toEqual({ code: 1008, reason: 'silent' })
  expect(leaves.isOpen).toBe(true)
  leaves.send(encodeTrunkMessage({ kind: 'close', channel: 1, code: 1000, reason: '' }))
  expect(await leaves.closed).toEqual({ code: 1008, reason: 'silent' })
})

test('[SYN-104] after a broken line each channel goes on from its place', async () => {
  const server = await openTestServer()
  const { token } = await server.token('planner')
  const other = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  for (let i = 0; i < 300; i++) other.doc.getMap('probe').set(`key ${i}`, `some value that is not short ${i}`)
  const browser = openBrowser(server, { token })
  const [plan, text] = [joinOver(browser.carrier, server), joinOver(browser.carrier, server, { name: 'text/vision' })]
  await until(() => plan.doc.getMap('probe').size === 300, 'it has come')
  text.doc.getText('t').insert(0, 'before')
  await until(() => plan.isSaved() && text.isSaved(), 'all is saved')
  streamOf(browser.sockets[0] as WebSocket)?.destroy()
  await until(() => plan.ends.length > 0 && text.ends.length > 0, 'the line is cut')
  other.doc.getMap('probe').set('missed', true)
  text.doc.getText('t').insert(6, ' and after')
  plan.joined.reconnect()
  text.joined.reconnect()
  await until(() => plan.doc.getMap('probe').get('missed') === true, 'what was missed comes')
  await until(() => text.isSaved() && plan.isSaved(), 'what was made is saved')
  expect(browser.sockets).toHaveLength(2)
  expect(bytesOf(browser.sockets.slice(1))).toBeLessThan(1_500)
})

test('[SYN-101] what was made offline may be larger than any one message', async () => {
  const server = await openTestServer(temporaryFolder(), { MAX_MESSAGE_BYTES: '256KiB' })
  const { token } = await server.token('planner')
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'a paste of much '.repeat(40_000))
  for (let i = 0; i < 2_000; i++) doc.getMap('probe').set(`key ${i}`, `a value that is not short ${i}`.repeat(5))
  const { carrier } = openBrowser(server, { token })
  const offline = joinOver(carrier, server, { doc })
  await until(offline.isSaved, 'all is saved')
  const late = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  expect(late.doc.getText('t').length).toBe(40_000 * 16)
  expect(late.doc.getMap('probe').size).toBe(2_000)
  expect(offline.ends).toEqual([])
})

test('[SYN-104] what comes for a second tab of the same plan costs next to nothing', async () => {
  const server = await openTestServer()
  const { token } = await server.token('planner')
  const other = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  const random = seededRandom(5)
  // Words that nobody has written before, so that only the other tab's copy is there to be referred to.
  const text = () => Array.from({ length: 30 }, () => Math.floor(random() * 36 ** 4).toString(36)).join(' ')
  async function bytesFor(tabs: number): Promise<number> {
    const browser = openBrowser(server, { token })
    const joined = Array.from({ length: tabs }, () => joinOver(browser.carrier, server, { link: 'long' }))
    await until(() => joined.every(({ isSaved }) => isSaved()), 'the tabs are there')
    const before = browser.bytes()
    for (let i = 0; i < 40; i++) {
      other.doc.getMap('probe').set(`${tabs} ${i}`, text())
      await until(() => joined.every(({ doc }) => doc.getMap('probe').has(`${tabs} ${i}`)), 'it has come')
    }
    const bytes = browser.bytes() - before
    for (const each of joined) each.joined.close()
    browser.carrier.close()
    return bytes
  }
  const [one, two] = [await bytesFor(1), await bytesFor(2)]
  if (process.env['SHOW_BYTES'] !== undefined) console.log(`40 edits of 150 B: one tab ${one} B, two ${two} B`)
  expect(two - one).toBeLessThan(one / 8)
})
