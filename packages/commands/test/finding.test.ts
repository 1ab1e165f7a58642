import { followUpId } from '@barycentre/plan'
import { expect, test } from 'vitest'
import {
  createRecord,
  declareNone,
  followUpFinding,
  removeRecord,
  setField,
  waiveFinding,
  withdrawWaiver,
  writeProse,
} from '../src/index.ts'
import { alone, people, refused, type Person } from './person.ts'

const said = { by: 'Leila Bensaïd', on: '2006-09-01' } as const
const finding = { checkId: 'FUN-01', subjectRef: 'f1' } as const
const waiver = { ...said, ...finding, reason: 'The ceasefire comes first.', expiresOn: '2006-12-31' } as const

const reasonsIn = (person: Person) => [...person.plan().waiver.values()].map(({ reason }) => reason)
const followUpsIn = (person: Person) =>
  [...person.plan().followUp.values()].map(({ checkId, subjectRef, part, assignedTo, parkedUntil }) =>
    [checkId, subjectRef, part, assignedTo, parkedUntil].filter(each => each !== undefined).join(' '),
  )

test('[CMD-12] a waiver says who, why and until when; the next of the same finding replaces it, in one step of undo', () => {
  const person = alone()
  const id = person.do(waiveFinding, waiver)
  expect(person.plan().waiver.get(id)).toEqual({ ...waiver, kind: 'waiver', id, orderKey: expect.any(String) })
  person.do(waiveFinding, { ...waiver, reason: 'Settled in May.', expiresOn: said.on })
  expect(reasonsIn(person)).toEqual(['Settled in May.'])
  person.peer.undo.undo()
  expect(reasonsIn(person)).toEqual(['The ceasefire comes first.'])
  person.peer.undo.undo()
  expect(reasonsIn(person)).toEqual([])
})

test('[CMD-12] waivers of other checks, records and parts stay; taking one back takes what holds for all parts as well', () => {
  const person = alone()
  const { subjectRef: _, ...ofPlan } = waiver
  for (const other of [ofPlan, { ...waiver, checkId: 'FUN-02' }, { ...waiver, subjectRef: 'f2' }]) {
    person.do(waiveFinding, { ...other, reason: 'Other' })
  }
  for (const part of ['a', 'b', undefined])
    person.do(waiveFinding, { ...waiver, reason: `Part ${part}`, ...(part && { part }) })
  expect(reasonsIn(person)).toEqual(['Other', 'Other', 'Other', 'Part a', 'Part b', 'Part undefined'])
  person.do(withdrawWaiver, { ...finding, part: 'a' })
  expect(reasonsIn(person)).toEqual(['Other', 'Other', 'Other', 'Part b'])
  person.peer.undo.undo()
  expect(reasonsIn(person)).toHaveLength(6)
  person.do(withdrawWaiver, finding)
  expect(reasonsIn(person)).toEqual(['Other', 'Other', 'Other', 'Part a', 'Part b'])
  expect(refused(person, withdrawWaiver, finding)).toBeUndefined()
})

test('[CMD-12] [CMD-02] a waiver without a reason, an author or an end, or with an end before its day, is refused', () => {
  const person = alone()
  const { expiresOn: _, ...endless } = waiver
  const refusals = [
    [{ ...waiver, reason: ' ' }, 'reason'],
    [{ ...waiver, by: '' }, 'by'],
    [endless, 'expiresOn'],
    [{ ...waiver, expiresOn: '2006-08-31' }, 'expiresOn'],
    [{ ...waiver, expiresOn: 'for good' }, 'expiresOn'],
    [{ ...waiver, on: 'today' }, 'on'],
    [{ ...waiver, checkId: '' }, 'checkId'],
    [{ ...waiver, subjectRef: '' }, 'subjectRef'],
  ] as const
  for (const [args, field] of refusals) {
    expect([field, refused(person, waiveFinding, args as never)]).toMatchObject([field, { code: 'invalid', field }])
  }
  expect(person.plan().waiver.size).toBe(0)
  const reason = 'long '.repeat(200).trim()
  person.do(waiveFinding, { ...waiver, reason })
  expect(reasonsIn(person)).toEqual([reason])
})

test('[CMD-13] who and until when are said each on its own, and null takes each back, in one step of undo', () => {
  const person = alone()
  const id = person.do(followUpFinding, { ...said, ...finding, assignedTo: 'OCHA' })
  expect(id).toBe(followUpId('FUN-01', 'f1'))
  person.do(followUpFinding, { by: 'Ada', on: '2006-09-02', ...finding, parkedUntil: '2006-10-01' })
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 OCHA 2006-10-01'])
  expect(person.plan().followUp.get(id as string)).toMatchObject({ by: 'Ada', on: '2006-09-02' })
  person.do(followUpFinding, { ...said, ...finding, assignedTo: null })
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 2006-10-01'])
  person.do(followUpFinding, { ...said, ...finding, parkedUntil: null })
  expect(followUpsIn(person)).toEqual([])
  person.peer.undo.undo()
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 2006-10-01'])
  person.peer.undo.undo()
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 OCHA 2006-10-01'])
})

test('[CMD-13] what was taken back or removed does not come back with the next word', () => {
  const person = alone()
  const id = person.do(followUpFinding, { ...said, ...finding, assignedTo: 'OCHA' }) as string
  person.do(writeProse, { kind: 'followUp', id, field: 'note', text: 'Asked on Monday.' })
  person.do(followUpFinding, { ...said, ...finding, parkedUntil: '2006-10-01' })
  expect(person.plan().followUp.get(id)?.note).toBe('Asked on Monday.')
  person.do(removeRecord, { kind: 'followUp', id })
  person.do(followUpFinding, { ...finding, parkedUntil: '2006-11-01' })
  expect(person.plan().followUp.get(id)).toEqual({
    kind: 'followUp',
    id,
    orderKey: expect.any(String),
    ...finding,
    parkedUntil: '2006-11-01',
  })
})

test('[CMD-13] what two say at the same time, one who and the other until when, both stands', () => {
  const { persons, settle } = people(2)
  const [a, b] = persons as [Person, Person]
  a.do(followUpFinding, { ...said, ...finding, assignedTo: 'DPA' })
  b.do(followUpFinding, { ...said, ...finding, parkedUntil: '2006-10-01' })
  settle()
  for (const person of [a, b]) expect(followUpsIn(person)).toEqual(['FUN-01 f1 DPA 2006-10-01'])
  a.do(followUpFinding, { ...said, ...finding, assignedTo: 'UNCT' })
  b.do(followUpFinding, { ...said, ...finding, parkedUntil: '2006-11-01' })
  settle()
  for (const person of [a, b]) expect(followUpsIn(person)).toEqual(['FUN-01 f1 UNCT 2006-11-01'])
})

test('[CMD-13] the newest follow-up of a finding is the one that is written to, and all of them go with the last word', () => {
  const person = alone()
  const record = (id: string, assignedTo: string) =>
    person.do(createRecord, { kind: 'followUp', id, fields: { ...finding, assignedTo } })
  record('old', 'DPA')
  record('new', 'OCHA')
  person.do(followUpFinding, { ...said, ...finding, part: 'a', assignedTo: 'NAT' })
  expect(person.do(followUpFinding, { ...finding, parkedUntil: '2006-10-01' })).toBe('new')
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 DPA', 'FUN-01 f1 OCHA 2006-10-01', 'FUN-01 f1 a NAT'])
  person.do(followUpFinding, { ...finding, assignedTo: null, parkedUntil: null })
  expect(followUpsIn(person)).toEqual(['FUN-01 f1 a NAT'])
})

test('[CMD-13] [CMD-02] nobody, a day that is none and nothing at all leave no trace', () => {
  const person = alone()
  expect(refused(person, followUpFinding, { ...said, ...finding, assignedTo: ' ' })).toMatchObject({
    field: 'assignedTo',
  })
  expect(refused(person, followUpFinding, { ...said, ...finding, parkedUntil: 'May' })).toMatchObject({
    field: 'parkedUntil',
  })
  expect(refused(person, followUpFinding, { ...said, ...finding })).toBeUndefined()
  expect(refused(person, followUpFinding, { ...said, ...finding, assignedTo: null })).toBeUndefined()
  expect(person.plan().followUp.size).toBe(0)
})

test('[CMD-14] a position or a waiver is not made or changed by the commands for what is drafted', () => {
  const person = alone()
  const id = person.do(waiveFinding, waiver)
  const on = { kind: 'waiver', id } as const
  const refusal = { code: 'invalid', field: 'kind' }
  expect(refused(person, createRecord, { kind: 'endorsement', fields: { position: 'agree' } })).toMatchObject(refusal)
  expect(refused(person, createRecord, { kind: 'waiver', fields: { checkId: 'FUN-01' } })).toMatchObject(refusal)
  expect(refused(person, setField, { ...on, field: 'expiresOn', value: '2099-01-01' })).toMatchObject(refusal)
  expect(refused(person, setField, { ...on, field: 'expiresOn', value: null })).toMatchObject(refusal)
  expect(refused(person, writeProse, { ...on, field: 'reason', text: '' })).toMatchObject(refusal)
  expect(refused(person, declareNone, { ...on, field: 'expiresOn', reason: 'For good' })).toMatchObject(refusal)
})
