import { describe, expect, it } from 'vitest'
import { givenIn, titleOf, type AnyRecord, type Objective } from '../src/index.ts'

function objective(fields: Partial<Objective>): AnyRecord {
  return { kind: 'objective', id: 'o', orderKey: 'a0', ...fields }
}

describe('a value', () => {
  it.each([
    ['given', objective({ leadEntityId: 'undp' }), { state: 'given', value: 'undp' }],
    ['not recorded where absent', objective({}), { state: 'not-recorded' }],
    ['not recorded where empty', objective({ leadEntityId: '' }), { state: 'not-recorded' }],
    [
      'declared none with the reason',
      objective({ declaredNone: { leadEntityId: 'An open tender' } }),
      { state: 'declared-none', reason: 'An open tender' },
    ],
    [
      'not declared none by a blank reason',
      objective({ declaredNone: { leadEntityId: ' ' } }),
      { state: 'not-recorded' },
    ],
    [
      'given although it was declared none before',
      objective({ leadEntityId: 'undp', declaredNone: { leadEntityId: 'An open tender' } }),
      { state: 'given', value: 'undp' },
    ],
  ])('is %s', (_, record, expected) => expect(givenIn(record, 'leadEntityId')).toEqual(expected))

  it('that is false or zero is given: absent is never read as no', () => {
    expect(givenIn(objective({ endsHere: false }), 'endsHere')).toEqual({ state: 'given', value: false })
  })

  it('that is an empty set is not recorded', () => {
    expect(givenIn(objective({ phaseIds: [] }), 'phaseIds')).toEqual({ state: 'not-recorded' })
  })

  it('of a national counterpart has its reason in a field of its own', () => {
    const record = objective({ noCounterpartReason: 'Impartial relief across lines' })
    expect(givenIn(record, 'nationalCounterpartId')).toEqual({
      state: 'declared-none',
      reason: 'Impartial relief across lines',
    })
  })
})

describe('a record', () => {
  it('is called by its title, and by its id while it has none', () => {
    expect(titleOf(objective({ title: 'Vet judges' }))).toBe('Vet judges')
    expect(titleOf(objective({ title: ' ' }))).toBe('o')
  })
})
