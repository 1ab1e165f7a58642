import { expect, test } from 'vitest'
import { createRecord, removeRecord, takePosition } from '../src/index.ts'
import { alone, people, refused, type Person } from './person.ts'

const said = { group: 'OCHA', by: 'Leila Bensaïd', on: '2006-09-01' } as const
const reservation = { ...said, position: 'reserve', note: 'Aid never depends on the Council.' } as const

/** What the groups have said, as words, in the plan's order: `vision 2 OCHA agree`. */
function positionsOf(person: Person): string[] {
  return [...person.plan().endorsement.values()].map(({ subject, version, group, position }) =>
    [subject, version, group, position].filter(each => each !== undefined).join(' '),
  )
}

test('[CMD-11] the next position of a group on a version replaces the one before, and undo brings that one back', () => {
  const person = alone()
  const first = person.do(takePosition, { ...reservation, subject: 'vision', version: 2, via: 'meeting' })
  expect(person.plan().endorsement.get(first)).toMatchObject({
    ...reservation,
    subject: 'vision',
    version: 2,
    via: 'meeting',
  })
  person.do(takePosition, { ...said, position: 'agree', subject: 'vision', version: 2 })
  expect(positionsOf(person)).toEqual(['vision 2 OCHA agree'])
  expect([...person.plan().endorsement.values()][0]?.note).toBeUndefined()
  person.peer.undo.undo()
  expect(positionsOf(person)).toEqual(['vision 2 OCHA reserve'])
  expect(person.plan().endorsement.get(first)?.note).toBe(reservation.note)
  person.peer.undo.undo()
  expect(positionsOf(person)).toEqual([])
})

test('[CMD-11] what a group said to another version or text, and what another group said, stays; the newest stands last', () => {
  const person = alone()
  person.do(createRecord, { kind: 'centreOfGravity', id: 'c:1' })
  for (const version of [1, 2, undefined]) {
    person.do(takePosition, { ...said, position: 'agree', subject: 'vision', ...(version && { version }) })
  }
  person.do(takePosition, { ...said, position: 'agree', subject: 'cog:c:1', version: 2 })
  person.do(takePosition, { ...said, position: 'abstain', subject: 'vision', version: 2, group: 'DPA' })
  person.do(takePosition, { ...reservation, subject: 'vision', version: 2 })
  expect(positionsOf(person)).toEqual([
    'vision 1 OCHA agree',
    'vision OCHA agree',
    'cog:c:1 2 OCHA agree',
    'vision 2 DPA abstain',
    'vision 2 OCHA reserve',
  ])
})

test('[CMD-11] [CMD-02] a reservation or an objection without a word, and what is no group, day or text, is refused', () => {
  const person = alone()
  person.do(createRecord, { kind: 'function', id: 'f' })
  person.do(takePosition, { ...said, position: 'agree', subject: 'function:f' })
  const on = { ...said, subject: 'vision', version: 1 } as const
  const refusals = [
    [
      { ...on, position: 'reserve' },
      { code: 'invalid', field: 'note' },
    ],
    [
      { ...on, position: 'object', note: ' \n ' },
      { code: 'invalid', field: 'note' },
    ],
    [
      { ...on, position: 'maybe' },
      { code: 'invalid', field: 'position' },
    ],
    [
      { ...on, position: 'agree', group: 'FAO' },
      { code: 'invalid', field: 'group' },
    ],
    [
      { ...on, position: 'agree', on: '2006-02-30' },
      { code: 'invalid', field: 'on' },
    ],
    [
      { ...on, position: 'agree', by: ' ' },
      { code: 'invalid', field: 'by' },
    ],
    [
      { ...on, position: 'agree', version: -1 },
      { code: 'invalid', field: 'version' },
    ],
    [
      { ...on, position: 'agree', subject: '' },
      { code: 'invalid', field: 'subject' },
    ],
    [
      { ...on, position: 'agree', subject: 'cog:gone' },
      { code: 'not-found', kind: 'centreOfGravity', id: 'gone' },
    ],
    [
      { ...on, position: 'agree', subject: 'function:g' },
      { code: 'not-found', kind: 'function', id: 'g' },
    ],
  ] as const
  for (const [args, refusal] of refusals) {
    expect([args, refused(person, takePosition, args as never)]).toMatchObject([args, refusal])
  }
  expect(positionsOf(person)).toEqual(['function:f OCHA agree'])
})

test('[CMD-11] of two positions that are taken at once both stand, the same last one for all; the next replaces both', () => {
  const { persons, settle } = people(2)
  const [a, b] = persons as [Person, Person]
  const before = a.do(takePosition, { ...said, position: 'abstain', subject: 'vision', version: 2 })
  settle()
  a.do(takePosition, { ...said, position: 'agree', subject: 'vision', version: 2 })
  b.do(takePosition, { ...reservation, subject: 'vision', version: 2 })
  settle()
  expect(a.plan().endorsement.has(before)).toBe(false)
  expect(positionsOf(a).sort()).toEqual(['vision 2 OCHA agree', 'vision 2 OCHA reserve'])
  expect([...b.plan().endorsement.values()]).toEqual([...a.plan().endorsement.values()])
  b.do(takePosition, { ...said, position: 'agree', subject: 'vision', version: 2 })
  settle()
  expect([positionsOf(a), positionsOf(b)]).toEqual([['vision 2 OCHA agree'], ['vision 2 OCHA agree']])
})

test('a position can be taken back', () => {
  const person = alone()
  const id = person.do(takePosition, { ...said, position: 'agree', subject: 'vision' })
  person.do(removeRecord, { kind: 'endorsement', id })
  expect(positionsOf(person)).toEqual([])
})
