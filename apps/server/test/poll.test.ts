import { must } from '@barycentre/kit'
import { decodePollAnswer, encodePollRequest, encodeUpdate, type PollRequest } from '@barycentre/sync'
import { createHttpCarrier, joinDocument, PostRefusedError, type WebSocketLike } from '@barycentre/sync/client'
import { expect, onTestFinished, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { TokenId } from '../src/auth/tokens.ts'
import { fileOf } from '../src/database/data-folder.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { nodeTimers } from '../src/live/timers.ts'
import { createRecords } from '../src/records.ts'
import type { WorkspaceId } from '../src/workspaces/workspaces.ts'
import { openTestServer, temporaryFolder, until, type TestServer } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

/** The web client's way over plain requests, with a token in place of a cookie. */
function joinByRequests({ base, workspaceIds }: TestServer, token: string) {
  const carrier = createHttpCarrier({
    timers: nodeTimers,
    clock: Date.now,
    random: Math.random,
    post(body) {
      const abort = new AbortController()
      return { answer: send(body, abort.signal), abort: () => abort.abort() }
    },
  })
  async function send(body: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${base}/api/sync`, { method: 'POST', headers, body: body as BodyInit, signal })
    if (response.status === 401) throw new PostRefusedError(4401, 'signed-out')
    if (!response.ok) throw new Error(`answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }
  const doc = new Y.Doc()
  const ends: { code: number; reason: string }[] = []
  const joined = joinDocument({
    doc,
    serverUrl: `${base.replace('http', 'ws')}/sync`,
    documentName: `${workspaceIds[1]}/plan`,
    Provider: WebsocketProvider,
    WebSocket: function Below(url: string) {
      const { pathname, search } = new URL(url)
      return carrier.open(pathname + search)
    } as unknown as new (url: string) => WebSocketLike,
    schema: '1',
    clock: Date.now,
    random: Math.random,
    timers: nodeTimers,
  })
  joined.onFact(fact => {
    if (fact.fact === 'closed') ends.push(fact)
  })
  onTestFinished(() => {
    joined.close()
    carrier.close()
  })
  return { doc, joined, ends }
}

/** One request, made by hand. */
async function ask({ base }: TestServer, token: string, request: Omit<PollRequest, 'carrier'>) {
  const headers = { authorization: `Bearer ${token}` }
  const body = encodePollRequest({ carrier: 'a carrier', ...request }) as BodyInit
  const response = await fetch(`${base}/api/sync`, { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  return decodePollAnswer(new Uint8Array(await response.arrayBuffer()))
}

test('over plain requests two clients and one by WebSocket converge, and all is saved', async () => {
  const server = await openTestServer()
  const { token } = await server.token('planner')
  const [one, two] = [joinByRequests(server, token), joinByRequests(server, (await server.token('planner')).token)]
  const stock = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  one.doc.getMap('probe').set('by', 'requests')
  stock.doc.getMap('probe').set('and', 'socket')
  for (const { doc } of [one, two, stock])
    await until(() => doc.getMap('probe').size === 2, 'everybody has what both wrote')
  await until(() => one.joined.saveState.state === 'saved', 'it is saved')
  one.joined.provider.awareness.setLocalState({ name: 'in the field' })
  await until(() => [...two.joined.provider.awareness.getStates().values()].length > 1, 'presence comes as well')
  expect(server.faults).toEqual([])
})

test('a reader over requests may read only, and a revoked token ends the session at once, with the reason', async () => {
  const server = await openTestServer()
  const { id, token } = await server.token('reader')
  const reader = joinByRequests(server, token)
  await until(() => reader.joined.saveState.state === 'read-only', 'it is told so')
  reader.doc.getMap('probe').set('refused', true)
  await until(() => reader.joined.saveState.state === 'refused', 'what it writes is refused')
  const began = Date.now()
  await server.ask('DELETE', `/api/workspaces/${server.workspaceIds[1]}/tokens/${id}`)
  await until(() => reader.ends.some(end => end.code === 4401), 'it is closed')
  expect(Date.now() - began).toBeLessThan(5_000)
})

test('what the command line revokes ends the session as well, by the request that is held', async () => {
  const folder = temporaryFolder()
  const server = await openTestServer(folder)
  const { id, token } = await server.token('planner')
  const channel = { channel: 'x', address: `/sync/${server.workspaceIds[1]}/plan`, frames: [], isClosing: false }
  const [opened] = await ask(server, token, { wait: 0, channels: [{ ...channel, end: 0, first: 1, received: 0 }] })
  expect(opened).toMatchObject({ code: 0, frames: [] })
  const again = { ...channel, end: must(opened, 'it is open').end, first: 1, received: 0 }
  const held = ask(server, token, { wait: 10_000, channels: [again] })
  // When this is answered, the one before has come.
  await fetch(`${server.base}/health`)
  // As another process does it: the server is told nothing.
  const database = openDatabase(fileOf(folder))
  createRecords(database).tokens.revoke(id as TokenId, server.workspaceIds[1] as WorkspaceId, Date.now())
  database.close()
  expect(await held).toMatchObject([{ code: 4401, reason: 'token-revoked' }])
})

test('who requests more than their share is answered later', async () => {
  const server = await openTestServer(undefined, { PERSON_BYTES_PER_SECOND: '10KiB', PERSON_BYTES_AT_ONCE: '10KiB' })
  const { token } = await server.token('planner')
  const doc = new Y.Doc()
  doc.getMap('probe').set('much', 'x'.repeat(19 * 1024))
  const frames = [encodeUpdate(Y.encodeStateAsUpdate(doc))]
  const address = `/sync/${server.workspaceIds[1]}/plan`
  const began = Date.now()
  const channel = { channel: 'x', address, end: 0, first: 1, frames, received: 0, isClosing: false }
  const [answer] = await ask(server, token, { wait: 0, channels: [channel] })
  expect(answer).toMatchObject({ code: 0, received: 1 })
  expect(Date.now() - began).toBeGreaterThan(800)
  const other = await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  expect(other.doc.getMap('probe').has('much')).toBe(true)
})

test('without a cookie or a token, with nonsense, and with too much, a request is refused', async () => {
  const server = await openTestServer(undefined, { MAX_MESSAGE_BYTES: '65536' })
  const { token } = await server.token('planner')
  const ask = (body: Uint8Array, headers: Record<string, string>) =>
    fetch(`${server.base}/api/sync`, { method: 'POST', headers, body: body as BodyInit })
  expect((await ask(Uint8Array.of(1), { 'x-barycentre': '1' })).status).toBe(401)
  const authorization = `Bearer ${token}`
  expect((await ask(Uint8Array.of(9, 9, 9), { authorization })).status).toBe(400)
  expect((await ask(new Uint8Array(100_000), { authorization })).status).toBe(413)
  expect((await ask(Uint8Array.of(1), { cookie: server.cookie })).status).toBe(403)
})

test('what a document may take in a second is counted over requests as well', async () => {
  const server = await openTestServer(undefined, {
    DOCUMENT_BYTES_PER_SECOND: '10KiB',
    DOCUMENT_BYTES_AT_ONCE: '10KiB',
  })
  const { token } = await server.token('planner')
  const doc = new Y.Doc()
  doc.getMap('probe').set('much', 'x'.repeat(19 * 1024))
  const frames = [encodeUpdate(Y.encodeStateAsUpdate(doc))]
  const address = `/sync/${server.workspaceIds[1]}/plan`
  const began = Date.now()
  const channel = { channel: 'x', address, end: 0, first: 1, frames, received: 0, isClosing: false }
  const [answer] = await ask(server, token, { wait: 0, channels: [channel] })
  expect(answer).toMatchObject({ code: 0, received: 1 })
  expect(Date.now() - began).toBeGreaterThan(800)
})

test('connections are counted once, whichever way they come', async () => {
  const server = await openTestServer(undefined, { MAX_CONNECTIONS_PER_DOCUMENT: '1' })
  const { token } = await server.token('planner')
  await joinStock(server.base, `${server.workspaceIds[1]}/plan`, { token })
  const address = `/sync/${server.workspaceIds[1]}/plan`
  const channel = { channel: 'x', address, end: 0, first: 1, frames: [], received: 0, isClosing: false }
  const [answer] = await ask(server, token, { wait: 0, channels: [channel] })
  expect(answer).toMatchObject({ code: 4500, reason: 'too-many-connections' })
})
