import { createManualTimers } from '../testing/index.ts'
import { expect, test } from 'vitest'
import { LinkPresence } from '../src/client/link-presence.ts'
import { decodeExtension, encodeExtension, encodeQueryAwareness } from '../src/index.ts'
import {
  decodePresenceChanges,
  encodePresenceChanges,
  presenceCapability,
  type PresenceChange,
} from '../src/presence-changes.ts'
import {
  deafen,
  helloFrom,
  openServer,
  presenceFrame,
  presenceFrameOf,
  presenceOf,
  type Visitor,
} from './room-fixture.ts'

const here = { name: 'Ana', cursor: 3 }

test('[SYN-30] a state reaches everybody else, every newcomer, and whoever asks', async () => {
  const { join, tick } = openServer()
  const ana = await join()
  const ben = await join({ author: 'ben' })
  deafen(ana, ben)
  ana.say(presenceFrame([1, 0, here]))
  await tick()
  expect(presenceOf(ben.hear()[0])).toEqual([[1, 0, here]])
  expect(ana.hear()).toEqual([])
  const cai = await join({ author: 'cai' })
  expect(statesHeard(cai)).toEqual([[1, 0, here]])
  ben.say(encodeQueryAwareness())
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 0, here]])
})

test('[SYN-30] what several say at once reaches each in one frame', async () => {
  const { join, tick } = openServer()
  const visitors = [await join(), await join({ author: 'ben' }), await join({ author: 'cai' })]
  for (const each of visitors) each.hear()
  visitors[0]?.say(presenceFrame([1, 0, { x: 1 }]))
  visitors[0]?.say(presenceFrame([1, 1, { x: 2 }]))
  visitors[1]?.say(presenceFrame([2, 0, { y: 1 }]))
  await tick()
  for (const each of visitors) {
    const frames = each.hear()
    expect(frames).toHaveLength(1)
    expect(presenceOf(frames[0])).toEqual([
      [1, 1, { x: 2 }],
      [2, 0, { y: 1 }],
    ])
  }
})

test('[SYN-31] nobody speaks for a client that another session announced, nor for a second one of their own', async () => {
  const { join, tick } = openServer()
  const [ana, mallory, ben] = [await join(), await join({ author: 'mallory' }), await join({ author: 'ben' })]
  ana.say(presenceFrame([1, 0, here]))
  await tick()
  ben.hear()
  mallory.say(presenceFrame([1, 5, { name: 'Not Ana' }], [6, 0, { name: 'Mallory' }], [7, 0, { name: 'A crowd' }]))
  mallory.say(presenceFrame([1, 6, null]))
  await tick()
  expect(statesHeard(ben)).toEqual([[6, 0, { name: 'Mallory' }]])
})

test('[SYN-31] an older state and a repeated one change nothing', async () => {
  const { join, tick } = openServer()
  const [ana, ben] = [await join(), await join({ author: 'ben' })]
  ana.say(presenceFrame([1, 5, here]))
  await tick()
  ben.hear()
  ana.say(presenceFrame([1, 5, { name: 'same clock' }]), presenceFrame([1, 4, { name: 'older' }]))
  await tick()
  expect(ben.hear()).toEqual([])
})

test('[SYN-32] who leaves is taken back from everybody, and may come again with the same state', async () => {
  const { join, tick } = openServer()
  const [ana, ben] = [await join(), await join({ author: 'ben' })]
  ana.say(presenceFrame([1, 5, here]))
  await tick()
  ben.hear()
  ana.session.leave()
  expect(statesHeard(ben)).toEqual([[1, 5, null]])
  // As a stock provider does: what it heard, it says again.
  ben.say(presenceFrame([1, 5, null]))
  const again = await join()
  expect(statesHeard(again)).toEqual([])
  again.say(presenceFrame([1, 5, here]))
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 5, here]])
})

test('[SYN-33] a person who comes back takes over from their dead connection; somebody else does not', async () => {
  const { join, tick } = openServer()
  const dead = await join()
  dead.say(presenceFrame([1, 5, here]))
  await tick()
  const [mallory, back, ben] = [await join({ author: 'mallory' }), await join(), await join({ author: 'ben' })]
  ben.hear()
  mallory.say(presenceFrame([1, 6, { name: 'Not Ana' }]))
  back.say(presenceFrame([1, 6, { name: 'Ana again' }]))
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 6, { name: 'Ana again' }]])
  dead.say(presenceFrame([1, 7, { name: 'a ghost' }]))
  dead.session.leave()
  await tick()
  expect(ben.hear()).toEqual([])
})

test('[SYN-33] what a dead connection still had on its way brings nobody back who has come again and left', async () => {
  const { join, tick } = openServer()
  const [dead, ben] = [await join(), await join({ author: 'ben' })]
  dead.say(presenceFrame([1, 5, here]))
  await tick()
  const back = await join()
  back.say(presenceFrame([1, 6, here]))
  await tick()
  back.session.leave()
  ben.hear()
  dead.say(presenceFrame([1, 7, here]))
  await tick()
  expect(ben.hear()).toEqual([])
})

test('[SYN-33] somebody else takes over from nobody, also where more client ids were announced than a room remembers', async () => {
  const { join, tick, turn } = openServer()
  for (let client = 2; client <= 10_001; client++) {
    const passing = await join({ author: 'crowd', silent: true })
    passing.say(helloFrom({ client }))
    if (client % 500 === 0) await turn()
    passing.session.leave()
  }
  await turn()
  const [ana, mallory, ben] = [await join(), await join({ author: 'mallory' }), await join({ author: 'ben' })]
  ana.say(presenceFrame([1, 5, here]))
  await tick()
  ben.hear()
  mallory.say(presenceFrame([1, 6, { name: 'Not Ana' }]))
  await tick()
  expect(ben.hear()).toEqual([])
})

test.for([
  ['a state that is no JSON', presenceFrameOf([[1, 0, '{nonsense']])],
  ['a frame that is cut', presenceFrame([1, 0, here]).slice(0, -3)],
  ['entries that are cut', Uint8Array.of(1, 3, 1, 1, 0)],
  ['a byte too many', Uint8Array.of(1, 2, 0, 0)],
] as const)('[SYN-34] %s reaches nobody', async ([, frame]) => {
  const { join, tick, faults } = openServer()
  const [ana, ben] = [await join(), await join({ author: 'ben' })]
  ben.hear()
  ana.say(frame)
  await tick()
  expect(ben.hear()).toEqual([])
  expect(faults.map(fault => fault.code)).toEqual(['malformed'])
  ana.say(presenceFrame([1, 1, here]))
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 1, here]])
})

test('[SYN-35] a state not said again is forgotten, and its client free to be announced anew', async () => {
  const { join, tick, timers } = openServer()
  const ana = await join()
  ana.say(presenceFrame([1, 0, here]))
  await tick()
  timers.advance(41_000)
  const ben = await join({ author: 'ben' })
  expect(statesHeard(ben)).toEqual([])
  ana.say(presenceFrame([1, 1, here]))
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 1, here]])
})

function statesHeard(visitor: Visitor): [number, number, unknown][] {
  return visitor.hear().flatMap(message => (message.kind === 'awareness' ? presenceOf(message) : []))
}

const knowsChanges = helloFrom({ capabilities: [presenceCapability] })

test('[SYN-38] who can take changes is told the whole once, and then only the fields that are new', async () => {
  const { join, tick } = openServer()
  const ana = await join()
  const ben = await join({ author: 'ben', greeting: knowsChanges })
  const stock = await join({ author: 'stock', extended: false })
  deafen(ana, ben, stock)
  ana.say(presenceFrame([1, 0, { name: 'Ana', cursor: { x: 1 } }]))
  await tick()
  ana.say(presenceFrame([1, 1, { name: 'Ana', cursor: { x: 2 } }]))
  await tick()
  ana.say(presenceFrame([1, 2, { name: 'Ana' }]))
  await tick()
  expect(changesHeard(ben)).toEqual([
    { client: 1, clock: 0, change: 'whole', json: '{"name":"Ana","cursor":{"x":1}}' },
    { client: 1, clock: 1, change: 'patch', json: '{"cursor":{"x":2}}' },
    { client: 1, clock: 2, change: 'whole', json: '{"name":"Ana"}' },
  ])
  expect(statesHeard(stock).map(([, clock]) => clock)).toEqual([0, 1, 2])
  const late = await join({ author: 'late', greeting: knowsChanges })
  expect(changesHeard(late)).toEqual([{ client: 1, clock: 2, change: 'whole', json: '{"name":"Ana"}' }])
})

test('[SYN-38] changes are heard as well as told; what is patched without being known, and nonsense, change nothing', async () => {
  const { join, tick, faults } = openServer()
  const ana = await join({ greeting: knowsChanges })
  const stock = await join({ author: 'stock', extended: false })
  deafen(ana, stock)
  ana.say(changesFrame({ client: 1, clock: 0, change: 'patch', json: '{"cursor":1}' }))
  await tick()
  ana.say(changesFrame({ client: 1, clock: 1, change: 'whole', json: '{"name":"Ana"}' }))
  await tick()
  ana.say(changesFrame({ client: 1, clock: 2, change: 'patch', json: '{"cursor":2}' }))
  await tick()
  ana.say(changesFrame({ client: 1, clock: 3, change: 'whole', json: '{nonsense' }))
  ana.say(encodeExtension({ kind: 'presence', changes: Uint8Array.of(1, 1) }))
  await tick()
  ana.say(changesFrame({ client: 1, clock: 4, change: 'gone', json: '' }))
  await tick()
  expect(statesHeard(stock)).toEqual([
    [1, 1, { name: 'Ana' }],
    [1, 2, { name: 'Ana', cursor: 2 }],
    [1, 4, null],
  ])
  expect(faults.map(fault => fault.code)).toEqual(['malformed', 'malformed'])
})

test('[SYN-38] of a crowd that moves, the form travels once, and of each whose it is and the numbers', () => {
  const changes = Array.from({ length: 20 }, (_, i): PresenceChange => {
    return { client: 2 ** 31 + i, clock: 100, change: 'patch', json: `{"pointer":{"x":${700 + i},"y":${-500 - i}}}` }
  })
  const bytes = encodePresenceChanges(changes)
  expect(decodePresenceChanges(bytes)).toEqual(changes)
  const [client, clock, number] = [5, 1, 2]
  const form = '{"pointer":{"x":#,"y":#}}'.length
  expect(bytes.length).toBe(1 + 1 + 1 + form + 1 + 20 * (client + clock + 2 * number))
})

test('[SYN-38] a few bytes that stand for much text are not taken', async () => {
  const { join, tick, faults } = openServer()
  const [ana, ben] = [await join({ greeting: knowsChanges }), await join({ author: 'ben' })]
  deafen(ben)
  const long = `{"name":"${'a'.repeat(10_000)}","x":1}`
  const crowd = Array.from({ length: 1_000 }, (_, i): PresenceChange => ({
    client: i,
    clock: 0,
    change: 'whole',
    json: long,
  }))
  ana.say(changesFrame(...crowd))
  await tick()
  expect(statesHeard(ben)).toEqual([])
  expect(faults.map(fault => fault.code)).toEqual(['malformed'])
  ana.say(changesFrame({ client: 1, clock: 0, change: 'whole', json: long }))
  await tick()
  expect(statesHeard(ben)).toEqual([[1, 0, JSON.parse(long)]])
})

test('[SYN-38] who missed changes is told the whole when there is room again', async () => {
  const { join, tick } = openServer()
  const [ana, slow] = [await join(), await join({ author: 'slow', greeting: knowsChanges })]
  ana.say(presenceFrame([1, 0, { name: 'Ana', x: 0 }]))
  await tick()
  deafen(slow)
  slow.socket.bufferedAmount = 1_000_000
  ana.say(presenceFrame([1, 1, { name: 'Ana', x: 1 }]))
  await tick()
  slow.socket.bufferedAmount = 0
  ana.say(presenceFrame([1, 2, { name: 'Ana', x: 2 }]))
  await tick()
  expect(changesHeard(slow)).toEqual([{ client: 1, clock: 2, change: 'whole', json: '{"name":"Ana","x":2}' }])
})

test('[SYN-38] the link says of what the provider says what is new of oneself, and gives it whole states', () => {
  const server = new LinkPresence(1)
  server.serverTakesChanges = true
  const said = (state: unknown, clock: number) => {
    const frame = server.announcement(presenceFrame([9, 4, { name: 'somebody else' }], [1, clock, state]))
    const message = frame && decodeExtension(frame)
    return message?.kind === 'presence' ? decodePresenceChanges(message.changes) : frame
  }
  expect(said({ name: 'Ana', x: 1 }, 0)).toMatchObject([{ change: 'whole' }])
  expect(said({ name: 'Ana', x: 2 }, 1)).toEqual([{ client: 1, clock: 1, change: 'patch', json: '{"x":2}' }])
  expect(said(null, 2)).toEqual(presenceFrame([1, 2, null]))
  expect(server.announcement(presenceFrame([9, 5, { name: 'somebody else' }]))).toBeUndefined()
  const told = server.entriesOf(
    encodePresenceChanges([
      { client: 9, clock: 6, change: 'whole', json: '{"name":"Ben","x":1}' },
      { client: 9, clock: 7, change: 'patch', json: '{"x":2}' },
      { client: 8, clock: 1, change: 'patch', json: '{"x":2}' },
      { client: 9, clock: 8, change: 'gone', json: '' },
    ]),
  )
  expect(presenceOf({ kind: 'awareness', entries: told as Uint8Array })).toEqual([
    [9, 6, { name: 'Ben', x: 1 }],
    [9, 7, { name: 'Ben', x: 2 }],
    [9, 8, null],
  ])
})

test('[SYN-39] on a poor line one is told who comes and goes, and of who moves only now and then that they are still there', async () => {
  const { join, tick, timers } = openServer()
  const [ana, field] = [
    await join(),
    await join({ author: 'field', greeting: knowsChanges, pace: { pieceBytes: 8_000, newsEvery: 1_000 } }),
  ]
  deafen(ana, field)
  for (let i = 0; i < 400; i++) {
    ana.say(presenceFrame([1, i, { name: 'Ana', x: i }]))
    await tick()
    timers.advance(80)
  }
  ana.session.leave()
  expect(changesHeard(field)).toEqual([
    { client: 1, clock: 0, change: 'whole', json: '{"name":"Ana","x":0}' },
    { client: 1, clock: expect.any(Number) as number, change: 'patch', json: '{}' },
    { client: 1, clock: expect.any(Number) as number, change: 'patch', json: '{}' },
    { client: 1, clock: expect.any(Number) as number, change: 'patch', json: '{}' },
  ])
})

test('[SYN-39] and says where it is itself only now and then', () => {
  let now = 0
  const link = new LinkPresence(1, { timers: createManualTimers(), clock: () => now, forNow: () => 1_000 })
  link.serverTakesChanges = true
  const said = Array.from({ length: 300 }, (_, i) => {
    now += 100
    return link.announcement(presenceFrame([1, i, { x: i }]))
  })
  expect(said.filter(frame => frame !== undefined)).toHaveLength(3)
  expect(link.announcement(presenceFrame([1, 301, null]))).toEqual(presenceFrame([1, 301, null]))
})

function changesFrame(...changes: PresenceChange[]): Uint8Array {
  return encodeExtension({ kind: 'presence', changes: encodePresenceChanges(changes) })
}

function changesHeard(visitor: Visitor): PresenceChange[] {
  return visitor.hear().flatMap(message => (message.kind === 'presence' ? decodePresenceChanges(message.changes) : []))
}
