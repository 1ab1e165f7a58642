import { lineId, readStructure } from '@barycentre/plan'
import { expect, test } from 'vitest'
import {
  addMember,
  changeLine,
  createObjective,
  createPost,
  createRecord,
  declareNone,
  drawLine,
  moveObjective,
  movePosts,
  moveRecord,
  removeItem,
  removePosts,
  removeRecord,
  reparentPost,
  restoreRecord,
  runCommand,
  setField,
  setItem,
  setMembers,
  writeProse,
} from '../src/index.ts'
import { alone, people, refused, type Person } from './person.ts'

test('[CMD-01] [CMD-02] what does not fit is refused with its reason and leaves no trace', () => {
  const person = alone()
  const id = person.do(createObjective, { title: 'Courts work' })
  expect(person.peer.undo.undo()).toBe(true)
  expect(person.peer.undo.redo()).toBe(true)
  const on = { kind: 'objective', id } as const
  expect(refused(person, createObjective, { title: '   ' })).toMatchObject({ code: 'invalid', field: 'title' })
  expect(refused(person, createObjective, { title: 'x', phaseId: 'ph9' })).toMatchObject({
    code: 'not-found',
    id: 'ph9',
  })
  expect(refused(person, createRecord, { ...on, fields: {} })).toMatchObject({ code: 'taken-id' })
  expect(refused(person, createRecord, { kind: 'fund', fields: { status: 'lost' } })).toMatchObject({ field: 'status' })
  expect(refused(person, createRecord, { kind: 'fund', fields: { stauts: 'open' } })).toMatchObject({
    code: 'no-such-field',
  })
  expect(refused(person, setField, { ...on, field: 'status', value: 'lost' })).toMatchObject({
    code: 'invalid',
    value: 'lost',
  })
  expect(refused(person, setField, { ...on, field: 'handover.plannedOn', value: '2026-02-30' })).toMatchObject({
    code: 'invalid',
  })
  expect(refused(person, setField, { ...on, field: '__proto__', value: 1 })).toMatchObject({ code: 'no-such-field' })
  expect(refused(person, setField, { ...on, field: 'phaseIds', value: 'ph1' })).toMatchObject({ code: 'no-such-field' })
  expect(refused(person, addMember, { ...on, field: 'title', member: 'x' })).toMatchObject({ code: 'no-such-field' })
  expect(refused(person, setItem, { ...on, field: 'title', value: {} })).toMatchObject({ code: 'no-such-field' })
  expect(refused(person, writeProse, { ...on, field: 'title', text: '' })).toMatchObject({ code: 'no-such-field' })
  expect(refused(person, declareNone, { ...on, field: 'colour', reason: 'none' })).toMatchObject({
    code: 'no-such-field',
  })
  expect(refused(person, moveRecord, { ...on, before: 'o9' })).toMatchObject({ code: 'not-found' })
  expect(refused(person, removeRecord, { kind: 'vision', id: 'vision' })).toMatchObject({ code: 'not-found' })
  expect(refused(person, restoreRecord, on)).toMatchObject({ code: 'not-removed' })
  expect(person.peer.undo.undo()).toBe(true)
  expect(person.plan().objective.size).toBe(0)
})

test('[CMD-03] a command that writes in many places is one step of undo', () => {
  const person = alone()
  const a = person.do(createPost, { title: 'Chief of staff', postKind: 'post' })
  const b = person.do(createPost, { title: 'Analysis cell', postKind: 'unit', superiorId: a, pos: { x: 1, y: 2 } })
  expect(person.plan().line.get(lineId(b, a, 'direct'))).toMatchObject({ from: b, to: a, type: 'direct' })
  person.do(movePosts, {
    places: [
      { id: a, pos: { x: 5, y: 5 } },
      { id: b, pos: { x: 6, y: 6 } },
      { id: 'gone', pos: { x: 0, y: 0 } },
    ],
  })
  person.peer.undo.undo()
  expect([person.plan().post.get(a)?.pos, person.plan().post.get(b)?.pos]).toEqual([undefined, { x: 1, y: 2 }])
  person.peer.undo.undo()
  expect([...person.plan().post.keys(), ...person.plan().line.keys()]).toEqual([a])
})

test('[CMD-04] who may not write is refused on this device already', () => {
  const { peer } = alone()
  const ports = { random: Math.random, mayWrite: () => false }
  expect(runCommand(peer.planDoc, createObjective, { title: 'x' }, ports)).toEqual({
    ok: false,
    error: { code: 'not-allowed' },
  })
  expect(peer.planDoc.plan().objective.size).toBe(0)
})

test('[CMD-05] an objective moved between cells keeps its other phases and another’s rename', () => {
  const { persons, settle } = people(2)
  const [a, b] = persons as [Person, Person]
  for (const id of ['ph1', 'ph2', 'ph3']) a.do(createRecord, { kind: 'phase', id, fields: { title: id } })
  a.do(createRecord, { kind: 'function', id: 'f1', fields: { title: 'Justice' } })
  const id = a.do(createObjective, { title: 'Courts work', phaseId: 'ph1' })
  a.do(addMember, { kind: 'objective', id, field: 'phaseIds', member: 'ph2' })
  settle()
  a.do(moveObjective, { id, fromPhaseId: 'ph1', toPhaseId: 'ph3', functionId: 'f1' })
  b.do(setField, { kind: 'objective', id, field: 'title', value: 'Courts sit in five districts' })
  settle()
  for (const person of [a, b]) {
    expect(person.plan().objective.get(id)).toMatchObject({
      title: 'Courts sit in five districts',
      phaseIds: ['ph2', 'ph3'],
      functionId: 'f1',
    })
  }
  a.do(moveObjective, { id, fromPhaseId: 'ph3', toPhaseId: null, functionId: null })
  expect(a.plan().objective.get(id)?.phaseIds).toEqual(['ph2'])
  expect(a.plan().objective.get(id)?.functionId).toBeUndefined()
})

test('[CMD-06] a post has one superior; circles and doubles are refused, and read alike when two draw them at once', () => {
  const { persons, settle } = people(2)
  const [a, b] = persons as [Person, Person]
  const [srsg, deputy, cell] = ['SRSG', 'Deputy', 'Cell'].map(title =>
    a.do(createPost, { title, postKind: 'post' }),
  ) as [string, string, string]
  a.do(reparentPost, { id: deputy, superiorId: srsg })
  a.do(reparentPost, { id: cell, superiorId: deputy })
  expect(refused(a, reparentPost, { id: srsg, superiorId: cell })).toMatchObject({ code: 'cycle' })
  expect(refused(a, drawLine, { from: srsg, to: cell, type: 'direct' })).toMatchObject({ code: 'cycle' })
  expect(refused(a, drawLine, { from: cell, to: deputy, type: 'direct' })).toMatchObject({ code: 'duplicate' })
  expect(refused(a, drawLine, { from: cell, to: cell, type: 'dotted' })).toMatchObject({ code: 'self' })
  expect(refused(a, drawLine, { from: cell, to: 'gone', type: 'dotted' })).toMatchObject({ code: 'not-found' })
  const dotted = a.do(drawLine, { from: cell, to: srsg, type: 'dotted' })
  expect(refused(a, changeLine, { id: lineId(deputy, srsg, 'direct'), type: 'direct' })).toBeUndefined()
  expect(refused(a, changeLine, { id: 'gone', type: 'direct' })).toMatchObject({ code: 'not-found' })
  a.do(changeLine, { id: dotted, type: 'consult' })
  expect(a.do(drawLine, { from: cell, to: srsg, type: 'dotted' })).not.toBe(dotted)
  settle()

  a.do(reparentPost, { id: cell, superiorId: null })
  settle()
  a.do(reparentPost, { id: cell, superiorId: srsg })
  b.do(reparentPost, { id: srsg, superiorId: cell })
  settle()
  expect(readStructure(a.plan())).toEqual(readStructure(b.plan()))
  expect(readStructure(a.plan()).unsound.map(each => each.code)).toEqual(['cycle'])
})

test('[CMD-07] removing takes what stands inside, says what points at it, and can be taken back', () => {
  const person = alone()
  person.do(createRecord, { kind: 'mandate', id: 'm1', fields: { instrument: 'Resolution' } })
  person.do(createRecord, { kind: 'mandateTask', id: 't1', fields: { text: 'disarm', mandateId: 'm1' } })
  const objective = person.do(createRecord, { kind: 'objective', fields: { title: 'Disarm', mandateTaskIds: ['t1'] } })
  expect(person.do(removeRecord, { kind: 'mandateTask', id: 't1' })).toEqual({
    dependants: [{ kind: 'objective', id: objective }],
  })
  person.do(restoreRecord, { kind: 'mandateTask', id: 't1' })
  person.do(removeRecord, { kind: 'mandate', id: 'm1' })
  expect(person.plan().mandateTask.size).toBe(0)
  person.peer.undo.undo()
  expect(person.plan().mandateTask.get('t1')).toMatchObject({ text: 'disarm' })
  expect(person.plan().mandate.get('m1')).toMatchObject({ instrument: 'Resolution' })
})

test('[CMD-10] a record moved before another stands right before it', () => {
  const person = alone()
  const ids = ['a', 'b', 'c', 'd']
  for (const id of ids) person.do(createRecord, { kind: 'phase', id, fields: { title: id } })
  person.do(moveRecord, { kind: 'phase', id: 'd', before: 'b' })
  expect([...person.plan().phase.keys()]).toEqual(['a', 'd', 'b', 'c'])
  person.do(moveRecord, { kind: 'phase', id: 'a', before: null })
  expect([...person.plan().phase.keys()]).toEqual(['d', 'b', 'c', 'a'])
})

test('sets, lists, prose and declared reasons are written by their commands', () => {
  const person = alone()
  const on = { kind: 'post', id: 'p1' } as const
  person.do(createRecord, { ...on, fields: { title: 'Deputy' } })
  const hc = person.do(setItem, { ...on, field: 'hats', value: { role: 'HC' } })
  const rc = person.do(setItem, { ...on, field: 'hats', value: { role: 'RC' } })
  person.do(setItem, { ...on, field: 'hats', itemId: rc, value: { role: 'RC', appointedBy: 'UNDP' }, before: hc })
  const hats = () =>
    person
      .plan()
      .post.get('p1')
      ?.hats?.map(hat => hat.role)
  expect(hats()).toEqual(['RC', 'HC'])
  person.do(removeItem, { ...on, field: 'hats', itemId: hc })
  expect(hats()).toEqual(['RC'])
  person.do(setMembers, { ...on, field: 'openTo', members: ['OCHA', 'DPA', 'OCHA'] })
  person.do(setMembers, { ...on, field: 'openTo', members: ['DPA', 'UNCT'] })
  expect(person.plan().post.get('p1')?.openTo).toEqual(['DPA', 'UNCT'])
  person.do(declareNone, { ...on, field: 'staffing.filled', reason: 'Not yet authorised' })
  expect(person.plan().post.get('p1')?.declaredNone).toEqual({ 'staffing.filled': 'Not yet authorised' })
  person.do(setField, { ...on, field: 'staffing.filled', value: 3 })
  expect(person.plan().post.get('p1')).toMatchObject({ staffing: { filled: 3 } })
  expect(person.plan().post.get('p1')?.declaredNone).toBeUndefined()
  person.do(writeProse, { ...on, field: 'tor.whichHatWhen', text: 'HC first.' })
  expect(person.plan().post.get('p1')?.tor?.whichHatWhen).toBe('HC first.')
})

test('the one record of its kind begins with the first thing that is written in it, and nothing else does', () => {
  const person = alone()
  const on = { kind: 'vision', id: 'vision' } as const
  expect(refused(person, writeProse, { kind: 'vision', id: 'v2', field: 'endState', text: 'x' })).toMatchObject({
    code: 'not-found',
  })
  person.do(writeProse, { ...on, field: 'endState', text: 'Velanga governs itself.' })
  person.do(addMember, { kind: 'plan', id: 'plan', field: 'languages', member: 'fr' })
  person.do(declareNone, { kind: 'context', id: 'context', field: 'peaceAgreement', reason: 'Talks have not begun' })
  expect(person.plan().vision.get('vision')).toMatchObject({ endState: 'Velanga governs itself.' })
  expect(person.plan().plan.get('plan')).toMatchObject({ languages: ['fr'] })
  expect(person.plan().context.get('context')).toMatchObject({
    declaredNone: { peaceAgreement: 'Talks have not begun' },
  })
})

test('[CMD-07] posts go with the lines that begin or end at them, as one gesture', () => {
  const person = alone()
  const head = person.do(createPost, { title: 'Head', postKind: 'post' })
  const cell = person.do(createPost, { title: 'Cell', postKind: 'unit', superiorId: head })
  const desk = person.do(createPost, { title: 'Desk', postKind: 'unit', superiorId: cell })
  expect(person.do(removePosts, { ids: [cell] })).toMatchObject({ dependants: [] })
  expect([...person.plan().post.keys()].sort()).toEqual([head, desk].sort())
  expect(person.plan().line.size).toBe(0)
  person.peer.undo.undo()
  expect(person.plan().post.size).toBe(3)
  expect(person.plan().line.size).toBe(2)
})
