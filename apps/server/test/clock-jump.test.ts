import { seededRandom } from '@barycentre/kit'
import {
  createRooms,
  decodeExtension,
  decodeMessage,
  documentName,
  encodeAwareness,
  encodeExtension,
  encodeStep1,
  encodeUpdate,
  protocolVersion,
} from '@barycentre/sync'
import { createFakeSocket, createManualTimers, createMemoryStore, type FakeSocket } from '@barycentre/sync/testing'
import { describe, expect, test } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { connected } from './support/raw-client.ts'
import { pause } from './support/restartable.ts'
import { openTestServer, temporaryFolder, until } from './support/server.ts'

const hour = 3_600_000
const hello = encodeExtension({
  kind: 'hello',
  protocol: protocolVersion,
  schema: '1',
  capabilities: [],
  client: 0,
  sequence: 0,
  chain: 0,
})
const empty = encodeStep1(Y.encodeStateVector(new Y.Doc()))

/** A real server whose time of day is set by hand. */
async function openWithClock(environment: Record<string, string> = {}) {
  let ahead = 0
  const clocks = { now: () => Date.now() + ahead, steady: () => performance.now() }
  const test = await openTestServer(temporaryFolder(), environment, clocks)
  const { token } = await test.token('planner')
  const url = `${test.base.replace('http', 'ws')}/sync/${test.workspaceIds[1]}/plan?token=${token}`
  return { test, url, set: (by: number) => (ahead += by) }
}

/** A room in the hand, whose time of day is set by hand and whose time passes by hand. */
function openRoom() {
  const timers = createManualTimers()
  let passed = 0
  const rooms = createRooms({
    store: createMemoryStore(),
    timers,
    clock: timers.clock,
    steady: () => passed,
    random: seededRandom(1),
    report: fault => expect.unreachable(String(fault.cause)),
  })
  async function pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 100) {
      timers.advance(Math.min(100, left))
      passed += Math.min(100, left)
      for (let i = 0; i < 5; i++) await Promise.resolve()
    }
  }
  function join(author: string) {
    const socket = createFakeSocket()
    const session = rooms.join(documentName('mission/plan'), socket, { author, access: { write: true } })
    session.receive(empty)
    return { socket, session }
  }
  function present({ socket }: { readonly socket: FakeSocket }): unknown[] {
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState(null)
    for (const frame of socket.sent) {
      const message = decodeMessage(frame)
      if (message.kind === 'awareness') applyAwarenessUpdate(awareness, message.entries, undefined)
    }
    clearInterval(awareness._checkInterval)
    return [...awareness.getStates().values()].map(state => state['name'])
  }
  return { timers, pass, join, present }
}

function savedIn(heard: readonly Uint8Array[]) {
  return heard.flatMap(frame => {
    const message = (frame[0] ?? 0) >= 64 ? decodeExtension(frame) : undefined
    return message?.kind === 'saved' ? [message] : []
  })
}

describe.each([
  ['forward', hour],
  ['back', -hour],
])('a clock that is set %s by an hour', (_where, jump) => {
  test('closes nobody who has just come, and whoever stays silent as ever', async () => {
    const { url, set } = await openWithClock({ FIRST_MESSAGE_SECONDS: '2' })
    const [speaks, silent] = await Promise.all([connected(url), connected(url)])
    set(jump)
    // Two looks at who has said nothing.
    await pause(1_100)
    expect([speaks.isOpen, silent.isOpen]).toEqual([true, true])
    speaks.send(empty)
    expect(await silent.closed).toEqual({ code: 1008, reason: 'silent' })
    expect(speaks.isOpen).toBe(true)
  })

  test('leaves sign-ins, sessions and what is acknowledged as they are; the time that is told is the new one', async () => {
    const { test, url, set } = await openWithClock()
    const client = await connected(url)
    client.send(hello)
    client.send(empty)
    const doc = new Y.Doc()
    doc.on('update', (update: Uint8Array) => client.send(encodeUpdate(update)))
    doc.getMap('m').set('before', 1)
    await until(() => savedIn(client.heard).length === 1, 'it is saved')
    set(jump)
    doc.getMap('m').set('after', 1)
    await until(() => savedIn(client.heard).length === 2, 'and what comes later')
    const [first, second] = savedIn(client.heard)
    expect([first?.sequence, second?.sequence, second?.frames]).toEqual([1, 2, 2])
    expect(Math.round(((second?.serverTime ?? 0) - (first?.serverTime ?? 0)) / hour)).toBe(jump / hour)
    expect((await test.ask('GET', '/api/me')).status).toBe(200)
    const late = await connected(url)
    late.send(empty)
    await until(() => late.heard.some(frame => decodeMessage(frame).kind === 'step-2'), 'who comes now is served')
    expect(client.isOpen).toBe(true)
    expect(test.faults).toEqual([])
  })

  test('forgets nobody who is here, and keeps nobody who has gone', async () => {
    const room = openRoom()
    const ana = room.join('ana')
    const presentToNewcomer = async () => {
      const newcomer = room.join('ben')
      await room.pass(100)
      return room.present(newcomer)
    }
    const awareness = new Awareness(new Y.Doc())
    awareness.setLocalState({ name: 'ana' })
    ana.session.receive(encodeAwareness(encodeAwarenessUpdate(awareness, [awareness.clientID])))
    clearInterval(awareness._checkInterval)
    await room.pass(100)
    room.timers.setClock(jump)
    await room.pass(10_000)
    expect(await presentToNewcomer()).toEqual(['ana'])
    await room.pass(40_000)
    expect(await presentToNewcomer()).toEqual([])
  })

  test('silences nobody: who was told nothing for long is told something', async () => {
    const room = openRoom()
    const ana = room.join('ana')
    await room.pass(100)
    room.timers.setClock(jump)
    const before = ana.socket.sent.length
    await room.pass(15_000)
    const told = ana.socket.sent.length - before
    expect(told).toBeGreaterThanOrEqual(1)
    expect(told).toBeLessThanOrEqual(2)
  })
})
