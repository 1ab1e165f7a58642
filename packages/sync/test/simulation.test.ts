import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { saveStateOf } from '../src/client/save-ledger.ts'
import { createNetwork, type Network, type Step, type StepName } from '../testing/index.ts'

test('[SYN-01] [SYN-02] [SYN-20] [SYN-21] whatever breaks, what was acknowledged is on disk, what others saw was there first, and all meet again', async () => {
  const done = new Map<StepName, number>()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 5 }),
      fc.array(anyStep, { minLength: 60, maxLength: 300, size: 'max' }),
      async (peers, steps) => {
        const network = createNetwork({ peers })
        for (const step of steps) {
          await network.run(step)
          expectAcknowledgedOnDisk(network)
        }
        await network.heal()
        expectAcknowledgedOnDisk(network)
        expectTogether(network)
        for (const [step, times] of network.done) done.set(step, (done.get(step) ?? 0) + times)
      },
    ),
    { numRuns: 150, seed: 42 },
  )
  // A simulation in which nothing happens would hold everything.
  for (const step of names) expect(done.get(step) ?? 0, step).toBeGreaterThan(20)
})

const weights: { readonly [Name in StepName]: number } = {
  write: 12,
  erase: 3,
  connect: 6,
  cut: 1,
  'to-server': 22,
  'to-peer': 22,
  tick: 16,
  commit: 14,
  'fail-append': 1,
  'other-process': 2,
  crash: 1,
  'pass-time': 1,
}
const names = Object.keys(weights) as StepName[]
const anyStep: fc.Arbitrary<Step> = fc.record({
  step: fc.oneof(...names.map(step => ({ weight: weights[step], arbitrary: fc.constant(step) }))),
  pick: fc.nat({ max: 1000 }),
})

function expectAcknowledgedOnDisk(network: Network): void {
  for (const peer of network.peers) {
    for (const { id, made } of peer.written) {
      if (made <= peer.ledger.saved && !network.isOnDisk(id))
        throw new Error(`${id} was acknowledged and is not on disk`)
    }
  }
}

function expectTogether(network: Network): void {
  const disk = network.readDisk()
  expect(disk.store.pendingStructs).toBeNull()
  const rows = network.disk.rows.get(network.document) ?? []
  expect(rows.map(row => row.sequence)).toEqual(rows.map((_, i) => i + 1))
  for (const peer of network.peers) {
    expect(peer.doc.getText('text').toDelta()).toEqual(disk.getText('text').toDelta())
    expect(peer.doc.getMap('ids').toJSON()).toEqual(disk.getMap('ids').toJSON())
    expect(Y.encodeStateVector(peer.doc)).toEqual(Y.encodeStateVector(disk))
    expect(peer.doc.store.pendingStructs).toBeNull()
    expect(saveStateOf(peer.ledger).state).toBe('saved')
  }
}
