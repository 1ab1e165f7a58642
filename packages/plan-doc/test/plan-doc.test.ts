import { seededRandom } from '@barycentre/kit'
import { allRecords, emptyPlan, planOf, type AnyRecord, type Plan, type RecordOf } from '@barycentre/plan'
import { arbitraryPlan } from '@barycentre/plan/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { smallestReplacement } from '../src/draft.ts'
import { erasePlan, Local, openPlanDoc, openUndo, Remote, writePlan } from '../src/index.ts'
import { createNetwork, type Peer } from '../testing/index.ts'

const by = (command: string) => new Local(command)

function objective(id: string, fields: Partial<RecordOf<'objective'>> = {}): RecordOf<'objective'> {
  return { kind: 'objective', id, orderKey: 'a0', ...fields }
}

function create(peer: Peer, record: AnyRecord): void {
  peer.planDoc.transact(by('create'), draft => draft.create(record))
}

function two(): [Peer, Peer, () => void] {
  const network = createNetwork(2, seededRandom(7))
  return [network.peers[0] as Peer, network.peers[1] as Peer, network.settle]
}

function plain(plan: Plan): unknown {
  return [...allRecords(plan)].map(record => JSON.parse(JSON.stringify(record)) as unknown)
}

test('[DOC-01] what was written is read, for plans of every kind and shape', () => {
  let records = 0
  fc.assert(
    fc.property(arbitraryPlan(), written => {
      const planDoc = openPlanDoc(new Y.Doc())
      planDoc.transact(by('write'), draft => writePlan(draft, written))
      records += [...allRecords(written)].length
      expect(plain(planDoc.plan())).toEqual(plain(written))
      expect(planDoc.unsound()).toEqual([])
    }),
    { numRuns: 60 },
  )
  expect(records).toBeGreaterThan(100)
})

test('[DOC-02] [DOC-03] a peer that opens the same bytes afresh shows the same plan as those who followed', () => {
  fc.assert(
    fc.property(arbitraryPlan(), arbitraryPlan(), fc.integer(), (first, second, seed) => {
      const network = createNetwork(3, seededRandom(seed))
      const [a, b, c] = network.peers as [Peer, Peer, Peer]
      a.planDoc.transact(by('write'), draft => writePlan(draft, first))
      b.planDoc.transact(by('write'), draft => writePlan(draft, second))
      for (const record of allRecords(first))
        c.planDoc.transact(by('remove'), draft => draft.remove(record.kind, record.id))
      network.settle()
      const afresh = new Y.Doc()
      Y.applyUpdate(afresh, Y.encodeStateAsUpdate(a.doc))
      for (const peer of [a, b, c]) expect(plain(peer.planDoc.plan())).toEqual(plain(openPlanDoc(afresh).plan()))
    }),
    { numRuns: 40 },
  )
})

test('[DOC-04] what did not change keeps its identity, and observers hear once of what did', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'Cease-fire holds' }))
  create(a, objective('o2', { title: 'Courts work' }))
  settle()
  const before = b.planDoc.plan()
  const told: unknown[] = []
  b.planDoc.observe((_plan, change, origin) =>
    told.push([[...change].map(([k, ids]) => [k, [...ids]]), origin instanceof Remote]),
  )
  a.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'The cease-fire holds'))
  settle()
  expect(told).toEqual([[[['objective', ['o1']]], true]])
  expect(b.planDoc.plan().objective.get('o2')).toBe(before.objective.get('o2'))
  expect(b.planDoc.plan().post).toBe(before.post)
  a.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'The cease-fire holds'))
  settle()
  expect(told).toHaveLength(1)
})

test('[DOC-05] two who create the same record, or start the same empty prose, lose nothing', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'Courts work' }))
  create(b, objective('o1', { leadEntityId: 'undp' }))
  a.planDoc.transact(by('write'), draft => draft.writeProse('objective', 'o1', 'needStatement', 'No judge sits. '))
  b.planDoc.transact(by('write'), draft => draft.writeProse('objective', 'o1', 'needStatement', 'No court stands. '))
  settle()
  const merged = a.planDoc.plan().objective.get('o1')
  expect(merged).toMatchObject({ title: 'Courts work', leadEntityId: 'undp' })
  expect(merged?.needStatement).toContain('No judge sits. ')
  expect(merged?.needStatement).toContain('No court stands. ')
  expect(plain(b.planDoc.plan())).toEqual(plain(a.planDoc.plan()))
})

test('[DOC-06] members, items and letters added by both are all there', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { needStatement: 'Roads are cut.' }))
  create(a, { kind: 'post', id: 'p1', orderKey: 'a0' })
  settle()
  for (const [peer, word] of [
    [a, 'north'],
    [b, 'south'],
  ] as const) {
    peer.planDoc.transact(by('add'), draft => {
      draft.addMember('objective', 'o1', 'phaseIds', word, 'a1')
      draft.setItem('post', 'p1', 'hats', word, 'a1', { role: word })
    })
  }
  a.planDoc.transact(by('type'), draft => draft.writeProse('objective', 'o1', 'needStatement', 'All roads are cut.'))
  b.planDoc.transact(by('type'), draft =>
    draft.writeProse('objective', 'o1', 'needStatement', 'Roads are cut by rain.'),
  )
  settle()
  const plan = a.planDoc.plan()
  expect(plan.objective.get('o1')?.phaseIds).toEqual(['north', 'south'])
  expect(plan.post.get('p1')?.hats?.map(hat => hat.role)).toEqual(['north', 'south'])
  expect(plan.objective.get('o1')?.needStatement).toBe('All roads are cut by rain.')
  expect(plain(b.planDoc.plan())).toEqual(plain(plan))
})

test('[DOC-07] a removed record comes back as it was, with what others wrote in it meanwhile', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'Courts work', phaseIds: ['ph1'] }))
  settle()
  a.planDoc.transact(by('remove'), draft => draft.remove('objective', 'o1'))
  b.planDoc.transact(by('set'), draft => draft.set('objective', 'o1', 'leadEntityId', 'undp'))
  settle()
  expect(b.planDoc.plan().objective.has('o1')).toBe(false)
  b.planDoc.transact(by('restore'), draft => draft.restore('objective', 'o1'))
  settle()
  expect(a.planDoc.plan().objective.get('o1')).toMatchObject({
    title: 'Courts work',
    phaseIds: ['ph1'],
    leadEntityId: 'undp',
  })
})

test('[DOC-08] a broken cell reads as not recorded and is reported; unknown ones stay as they are', () => {
  const doc = new Y.Doc()
  const planDoc = openPlanDoc(doc)
  planDoc.transact(by('create'), draft => draft.create(objective('o1', { title: 'Courts work', humanitarian: true })))
  doc.getMap('objective').set('o1/status', 'somewhere in between')
  doc.getMap('objective').set('o1/colourOfTheCard', 'teal')
  doc.getMap('objective').set('no slash at all', 1)
  doc.getMap('kindOfTomorrow').set('x/title', 'kept')
  expect(planDoc.plan().objective.get('o1')).toEqual({ ...objective('o1'), title: 'Courts work', humanitarian: true })
  expect(planDoc.unsound()).toEqual([{ kind: 'objective', id: 'o1', path: 'status', value: 'somewhere in between' }])
  planDoc.transact(by('mend'), draft => draft.set('objective', 'o1', 'status', 'active'))
  expect(planDoc.unsound()).toEqual([])
  expect(doc.getMap('objective').get('o1/colourOfTheCard')).toBe('teal')
  expect(doc.getMap('kindOfTomorrow').get('x/title')).toBe('kept')
})

test('[DOC-09] undo takes back my own gestures one at a time, and a burst of typing as one', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'One' }))
  a.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'Two'))
  for (const text of ['N', 'No', 'No judge']) {
    a.planDoc.transact(new Local('type', 'o1/needStatement'), draft =>
      draft.writeProse('objective', 'o1', 'needStatement', text),
    )
  }
  settle()
  b.planDoc.transact(by('set'), draft => draft.set('objective', 'o1', 'leadEntityId', 'undp'))
  settle()
  const seen = () => [a.planDoc.plan().objective.get('o1')?.title, a.planDoc.plan().objective.get('o1')?.needStatement]
  expect(a.undo.undo()).toBe(true)
  expect(seen()).toEqual(['Two', undefined])
  expect(a.undo.undo()).toBe(true)
  expect(seen()).toEqual(['One', undefined])
  expect(a.planDoc.plan().objective.get('o1')?.leadEntityId).toBe('undp')
  expect(a.undo.redo()).toBe(true)
  expect(seen()).toEqual(['Two', undefined])
  expect(b.undo.undo()).toBe(true)
  expect(b.planDoc.plan().objective.get('o1')).toMatchObject({ title: 'Two' })
  expect(b.planDoc.plan().objective.get('o1')?.leadEntityId).toBeUndefined()
})

test('[DOC-10] undo never takes away what others wrote later', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'One' }))
  a.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'Two'))
  settle()
  b.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'Theirs'))
  settle()
  expect(a.undo.undo()).toBe(false)
  expect(a.planDoc.plan().objective.get('o1')?.title).toBe('Theirs')

  create(a, objective('o2', { title: 'Mine', needStatement: 'Mine too' }))
  settle()
  b.planDoc.transact(by('set'), draft => draft.set('objective', 'o2', 'leadEntityId', 'undp'))
  settle()
  a.undo.undo()
  settle()
  expect(b.planDoc.plan().objective.get('o2')).toMatchObject({
    title: 'Mine',
    needStatement: 'Mine too',
    leadEntityId: 'undp',
  })
})

test('[DOC-11] a press of undo does something visible, or nothing was left', () => {
  const [a, b, settle] = two()
  create(a, objective('o1', { title: 'One' }))
  create(a, objective('o2', { title: 'Two' }))
  a.planDoc.transact(by('rename'), draft => draft.set('objective', 'o1', 'title', 'Uno'))
  settle()
  b.planDoc.transact(by('remove'), draft => draft.remove('objective', 'o1'))
  settle()
  expect(a.undo.undo()).toBe(true)
  expect([...a.planDoc.plan().objective.keys()]).toEqual([])
  expect(a.undo.canRedo()).toBe(true)
})

test('[DOC-12] writing what stands there already makes no update', () => {
  const [a] = two()
  const record = objective('o1', {
    title: 'One',
    phaseIds: ['ph1'],
    needStatement: 'Need',
    handover: { toEntityId: 'moi' },
  })
  create(a, record)
  let updates = 0
  a.doc.on('update', () => updates++)
  create(a, record)
  a.planDoc.transact(by('same'), draft => {
    draft.set('objective', 'o1', 'level', undefined)
    draft.writeProse('objective', 'o1', 'needStatement', 'Need')
    draft.removeMember('objective', 'o1', 'phaseIds', 'ph9')
  })
  expect(updates).toBe(0)
})

test('[DOC-13] the smallest replacement turns one text into the other and never cuts a pair', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '🕊', '🕋', 'é', ' ') })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, removed, inserted } = smallestReplacement(before, after)
      expect(before.slice(0, from) + inserted + before.slice(from + removed)).toBe(after)
      expect(inserted.isWellFormed() && before.slice(from, from + removed).isWellFormed()).toBe(true)
    }),
  )
})

test('an empty document reads as the empty plan itself', () => {
  expect(openPlanDoc(new Y.Doc()).plan()).toBe(emptyPlan)
  expect(planOf([])).toEqual(emptyPlan)
  expect(openUndo(openPlanDoc(new Y.Doc())).undo()).toBe(false)
})

test('a plan that is erased reads as empty and can be written anew over it', () => {
  fc.assert(
    fc.property(arbitraryPlan(), arbitraryPlan(), (first, second) => {
      const planDoc = openPlanDoc(new Y.Doc())
      planDoc.transact(by('write'), draft => writePlan(draft, first))
      planDoc.transact(by('replace'), draft => {
        erasePlan(planDoc.doc)
        writePlan(draft, second)
      })
      expect(plain(planDoc.plan())).toEqual(plain(second))
    }),
    { numRuns: 20 },
  )
})
