import { expect, test } from 'vitest'
import { encodeQueryAwareness } from '../src/index.ts'
import { deafen, openServer, presenceFrame, presenceFrameOf, presenceOf, type Visitor } from './room-fixture.ts'

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
