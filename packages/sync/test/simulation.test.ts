import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { saveStateOf } from '../src/client/save-ledger.ts'
import { createNetwork, type Network, type Step, type StepName } from '../testing/index.ts'

/** SIMULATIONS and SEED make it longer and other: `npm run nightly -- sim` does. */
const runs = Number(process.env['SIMULATIONS'] ?? 1_000)
const seed = Number(process.env['SEED'] ?? 42)

test(
  '[SYN-01] [SYN-02] [SYN-20] [SYN-21] whatever breaks, what was acknowledged is on disk, what others saw was there first, and all meet again',
  async () => {
    const done = new Map<StepName, number>()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 5 }),
        fc.array(anyStep, { minLength: 60, maxLength: 300, size: 'max' }),
        async (peers, steps) => {
          const network = createNetwork({ peers, isStock: peer => peer === 2 })
          for (const step of steps) {
            await network.run(step)
            expectPromisesKept(network)
          }
          await network.heal()
          expectPromisesKept(network)
          expectTogether(network)
          for (const [step, times] of network.done) done.set(step, (done.get(step) ?? 0) + times)
        },
      ),
      { numRuns: runs, seed, endOnFailure: true },
    )
    // A simulation in which nothing happens would hold everything.
    for (const step of names) expect(done.get(step) ?? 0, step).toBeGreaterThan(20)
  },
  60_000 + runs * 200,
)

const weights: { readonly [Name in StepName]: number } = {
  write: 14,
  erase: 3,
  connect: 7,
  cut: 1,
  'to-server': 24,
  'to-peer': 24,
  tick: 17,
  commit: 15,
  'fail-append': 1,
  'other-process': 2,
  crash: 1,
  'crash-after-commit': 2,
  'pass-time': 2,
  'disk-fails': 1,
  'disk-recovers': 2,
  'fail-read': 1,
  'set-clock': 1,
  fold: 1,
  'go-dead': 1,
  keep: 2,
  reload: 1,
}
const names = Object.keys(weights) as StepName[]
const anyStep: fc.Arbitrary<Step> = fc.record({
  step: fc.oneof(...names.map(step => ({ weight: weights[step], arbitrary: fc.constant(step) }))),
  pick: fc.nat({ max: 1000 }),
})

function expectPromisesKept(network: Network): void {
  for (const peer of network.peers)
    for (const id of peer.promised)
      if (!network.isOnDisk(id)) throw new Error(`${id} was acknowledged and is not on disk`)
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
    if (!peer.isStock) expect(saveStateOf(peer.ledger).state).toBe('saved')
  }
  // Whose a client id is has been told from the first use on, and is who wrote it.
  for (const [client, author] of network.disk.authors.get(network.document) ?? [])
    expect(author).toBe(client < 1_000 ? 'other-process' : `peer-${Math.floor(client / 1_000) - 1}`)
}
