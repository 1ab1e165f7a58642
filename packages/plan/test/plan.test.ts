import { describe, expect, it } from 'vitest'
import {
  allRecords,
  definitions,
  emptyPlan,
  findRecord,
  isKind,
  kinds,
  lineId,
  planOf,
  type AnyRecord,
} from '../src/index.ts'
import { buildPlan } from '../testing/index.ts'

describe('a plan', () => {
  it('holds records in the order of their keys, then of their ids', () => {
    const phase = (id: string, orderKey: string): AnyRecord => ({ kind: 'phase', id, orderKey })
    const plan = planOf([phase('z', 'a1'), phase('b', 'a2'), phase('a', 'a2'), phase('y', 'Zz')])
    expect([...plan.phase.keys()]).toEqual(['y', 'z', 'a', 'b'])
  })

  it('shares the empty kinds with every other plan', () => {
    const plan = buildPlan({ phase: [{ title: 'Start' }] })
    expect(plan.objective).toBe(emptyPlan.objective)
    expect([...allRecords(plan)].map(({ id }) => id)).toEqual(['phase-1'])
    expect(findRecord(plan, { kind: 'phase', id: 'phase-1' })).toMatchObject({ title: 'Start' })
    expect(findRecord(plan, { kind: 'post', id: 'phase-1' })).toBeUndefined()
  })
})

describe('the kinds', () => {
  it('are defined each under its own name, with a title among its fields', () => {
    expect(Object.keys(definitions)).toEqual([...kinds])
    for (const kind of kinds) {
      expect(definitions[kind].kind).toBe(kind)
      expect(definitions[kind].fields).toHaveProperty(definitions[kind].titleField)
    }
  })

  it('are told from other words', () => {
    expect([isKind('objective'), isKind('treaty'), isKind('toString')]).toEqual([true, false, false])
  })
})

describe('a line drawn by hand', () => {
  it('has an id that says which line it is, so that two people draw the same one once', () => {
    expect(lineId('a', 'b', 'direct')).toBe('line:a:b:direct')
  })
})
