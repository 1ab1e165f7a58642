import { must, sameJson, seededRandom, type Random } from '@barycentre/kit'
import { allRecords, readStructure, type Kind, type Plan } from '@barycentre/plan'
import { openPlanDoc, Remote } from '@barycentre/plan-doc'
import { createNetwork } from '@barycentre/plan-doc/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import * as commands from '../src/index.ts'
import { runCommand, type Command } from '../src/index.ts'

/** A step of a run, as data: what is printed on failure can be pasted into `regressions` and replayed. */
type Step =
  | { readonly run: string; readonly by: number; readonly args: Readonly<Record<string, unknown>> }
  | { readonly do: 'undo' | 'redo' | 'disconnect' | 'reconnect'; readonly by: number }
  | { readonly do: 'deliver'; readonly times: number }

const byName = new Map<string, Command<never, unknown>>()
for (const each of Object.values(commands)) {
  if (typeof each === 'object' && 'args' in each) byName.set(each.name, each as unknown as Command<never, unknown>)
}

const post = fc.constantFrom('p1', 'p2', 'p3', 'p4')
const objective = fc.constantFrom('o1', 'o2', 'o3')
const phase = fc.constantFrom('ph1', 'ph2', 'ph3')
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const words = fc.constantFrom('', 'a', 'ab', 'abc', 'xbc', 'Roads are cut.', 'All roads are cut by rain.', '🕊 peace')
const on = <K extends Kind>(kind: K, id: fc.Arbitrary<string>) => ({ kind: fc.constant(kind), id })
const person = fc.nat(3)
const day = fc.constantFrom('2006-09-01', '2006-09-02', 'tomorrow')
const said = { by: fc.constant('Leila'), on: day }
const finding = { checkId: fc.constantFrom('OBJ-07', 'REV-05'), subjectRef: objective }

const steps: { readonly [name: string]: fc.Arbitrary<Readonly<Record<string, unknown>>> } = {
  'record.create': fc.oneof(
    fc.record({ ...on('objective', objective), fields: fc.record({ title: words, phaseIds: fc.uniqueArray(phase) }) }),
    fc.record({ ...on('post', post), fields: fc.record({ title: words }) }),
    fc.record({ ...on('phase', phase), fields: fc.record({ title: words }) }),
  ),
  'record.set': fc.oneof(
    fc.record({
      ...on('objective', objective),
      field: fc.constantFrom('title', 'handover.toEntityId'),
      value: maybe(words),
    }),
    fc.record({ ...on('post', post), field: fc.constant('staffing.filled'), value: fc.integer({ min: -1, max: 3 }) }),
  ),
  'record.write-prose': fc.record({ ...on('objective', objective), field: fc.constant('needStatement'), text: words }),
  'record.set-members': fc.record({
    ...on('objective', objective),
    field: fc.constant('phaseIds'),
    members: fc.uniqueArray(phase),
  }),
  'record.set-item': fc.record({
    ...on('post', post),
    field: fc.constant('hats'),
    itemId: fc.constantFrom('h1', 'h2'),
    value: fc.record({ role: words }),
    before: maybe(fc.constantFrom('h1', 'h2')),
  }),
  'record.remove-item': fc.record({
    ...on('post', post),
    field: fc.constant('hats'),
    itemId: fc.constantFrom('h1', 'h2'),
  }),
  'record.declare-none': fc.record({
    ...on('objective', objective),
    field: fc.constant('leadEntityId'),
    reason: maybe(fc.constantFrom('None yet', 'On purpose')),
  }),
  'record.move': fc.oneof(
    fc.record({ ...on('objective', objective), before: maybe(objective) }),
    fc.record({ ...on('phase', phase), before: maybe(phase) }),
  ),
  'record.remove': fc.oneof(
    fc.record(on('objective', objective)),
    fc.record(on('post', post)),
    fc.record(on('phase', phase)),
  ),
  'record.restore': fc.oneof(fc.record(on('objective', objective)), fc.record(on('post', post))),
  'objective.move': fc.record({
    id: objective,
    fromPhaseId: maybe(phase),
    toPhaseId: maybe(phase),
    functionId: fc.constant(null),
    before: maybe(objective),
  }),
  'post.reparent': fc.record({ id: post, superiorId: maybe(post) }),
  'post.move': fc.record({
    places: fc.array(fc.record({ id: post, pos: fc.record({ x: fc.nat(9), y: fc.nat(9) }) }), { maxLength: 3 }),
  }),
  'line.draw': fc.record({ from: post, to: post, type: fc.constantFrom('direct', 'dotted') }),
  'position.take': fc.record({
    ...said,
    subject: fc.constantFrom('vision', 'function:gone'),
    version: fc.constantFrom(1, 2),
    group: fc.constantFrom('OCHA', 'DPA'),
    position: fc.constantFrom('agree', 'reserve'),
    note: words,
  }),
  'finding.waive': fc.record({ ...said, ...finding, reason: words, expiresOn: day }),
  'finding.withdraw-waiver': fc.record(finding),
  'finding.follow-up': fc.record(
    { ...said, ...finding, assignedTo: maybe(words), parkedUntil: maybe(day) },
    { requiredKeys: ['checkId', 'subjectRef'] },
  ),
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.oneof(
      ...Object.entries(steps).map(([name, args]) => fc.record({ run: fc.constant(name), by: person, args })),
    ),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const), by: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('disconnect' as const, 'reconnect' as const), by: person }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('deliver' as const), times: fc.integer({ min: 1, max: 12 }) }) },
)

const seedPlan: readonly Step[] = [
  ...['o1', 'o2'].map(id => ({ run: 'record.create', by: 0, args: { kind: 'objective', id, fields: { title: id } } })),
  ...['p1', 'p2', 'p3'].map(id => ({ run: 'record.create', by: 0, args: { kind: 'post', id, fields: { title: id } } })),
  ...['ph1', 'ph2'].map(id => ({ run: 'record.create', by: 0, args: { kind: 'phase', id, fields: { title: id } } })),
  { do: 'deliver', times: 1000 },
]

let done = 0
let refused = 0
let undone = 0
let kept = 0

test('[CMD-01] [CMD-08] [CMD-09] any run of commands, undo, partitions and delivery ends alike for everybody', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 5 }),
      fc.integer(),
      fc.array(step, { minLength: 5, maxLength: 60 }),
      (count, seed, run) => {
        replay(count, seed, [...seedPlan, ...run])
      },
    ),
    { numRuns: 250 },
  )
  // What the run was made of, so that a generator that stopped making work fails here.
  expect(done).toBeGreaterThan(2_000)
  expect(refused).toBeGreaterThan(200)
  expect(undone).toBeGreaterThan(40)
  expect(kept).toBeGreaterThan(20)
})

function replay(count: number, seed: number, run: readonly Step[]): void {
  const random = seededRandom(seed)
  const network = createNetwork(count, random)
  const peers = network.peers
  const others = peers.map(() => new LastWriters())
  peers.forEach((peer, index) => {
    peer.planDoc.observe((plan, change, origin) => {
      for (const [kind, ids] of change)
        for (const id of ids) others[index]?.note(kind, id, plan, origin instanceof Remote)
    })
  })
  for (const each of run) take(each)
  network.settle()

  const [first, ...rest] = peers
  const plan = must(first, 'a first peer').planDoc.plan()
  for (const peer of rest) {
    expect(plain(peer.planDoc.plan())).toEqual(plain(plan))
    expect(readStructure(peer.planDoc.plan())).toEqual(readStructure(plan))
  }
  for (const peer of peers) expect(plain(openPlanDoc(peer.doc).plan())).toEqual(plain(peer.planDoc.plan()))

  function take(each: Step): void {
    if ('times' in each) {
      for (let i = 0; i < each.times; i++) network.deliverOne()
      return
    }
    const index = each.by % count
    const peer = must(peers[index], 'a peer of this number')
    if ('do' in each) {
      if (each.do === 'disconnect') return network.disconnect(index)
      if (each.do === 'reconnect') return network.reconnect(index)
      const before = peer.planDoc.plan()
      const theirs = must(others[index], 'a peer of this number').now()
      const visible = peer.undo[each.do]()
      expect(visible).toBe(peer.planDoc.plan() !== before)
      if (visible) undone++
      return expectKept(theirs, before, peer.planDoc.plan())
    }
    const before = Y.encodeStateAsUpdate(peer.doc)
    const command = must(byName.get(each.run), `a command ${each.run}`)
    // The arguments are data here, and the command checks them as it checks anybody's.
    const result = runCommand(peer.planDoc, command, each.args as never, ports(random))
    if (result.ok) done++
    else {
      refused++
      expect(Y.encodeStateAsUpdate(peer.doc)).toEqual(before)
    }
  }
}

function ports(random: Random) {
  return { random, mayWrite: () => true }
}

/** Which registers of which records somebody else wrote last, as one peer has seen it. */
class LastWriters {
  readonly #theirs = new Map<string, unknown>()
  #known = new Map<string, Readonly<Record<string, unknown>>>()

  note(kind: Kind, id: string, plan: Plan, remote: boolean): void {
    const name = `${kind}/${id}`
    const before = this.#known.get(name) ?? {}
    const now = (plan[kind].get(id) ?? {}) as Readonly<Record<string, unknown>>
    for (const field of ['title', 'pos']) {
      if (sameJson(before[field], now[field])) continue
      if (remote && now[field] !== undefined) this.#theirs.set(`${name}/${field}`, now[field])
      else this.#theirs.delete(`${name}/${field}`)
    }
    this.#known.set(name, now)
  }

  now(): ReadonlyMap<string, unknown> {
    return new Map(this.#theirs)
  }
}

function expectKept(theirs: ReadonlyMap<string, unknown>, before: Plan, after: Plan): void {
  for (const record of allRecords(before)) {
    const now = after[record.kind].get(record.id)
    if (now === undefined) continue
    for (const field of ['title', 'pos']) {
      const name = `${record.kind}/${record.id}/${field}`
      if (!theirs.has(name)) continue
      expect((now as unknown as Readonly<Record<string, unknown>>)[field]).toEqual(theirs.get(name))
      kept++
    }
  }
}

function plain(plan: Plan): unknown {
  return [...allRecords(plan)].map(record => JSON.parse(JSON.stringify(record)) as unknown)
}
