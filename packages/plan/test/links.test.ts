import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allRecords, dependants, findRecord, linksOf, parsePlanFile, referencesIn } from '../src/index.ts'
import { arbitraryPlan, buildPlan } from '../testing/index.ts'
import demo from '../demo/velanga.json' with { type: 'json' }

describe('the links of a record', () => {
  it('go out of registers, sets, groups and items of lists, each with its path', () => {
    const plan = buildPlan({
      entity: [{ id: 'e', capacities: [{ id: 'item-1', functionId: 'f', areaIds: ['north'] }] }, { id: 'mof' }],
      function: [{ id: 'f' }],
      area: [{ id: 'north' }],
      phase: [{ id: 'p1' }, { id: 'p2' }],
      objective: [{ id: 'o', leadEntityId: 'e', phaseIds: ['p1', 'p2'], handover: { toEntityId: 'mof' } }],
    })
    expect(linksOf(plan, { kind: 'objective', id: 'o' }).out).toEqual([
      { field: 'phaseIds', to: { kind: 'phase', id: 'p1' } },
      { field: 'phaseIds', to: { kind: 'phase', id: 'p2' } },
      { field: 'leadEntityId', to: { kind: 'entity', id: 'e' } },
      { field: 'handover.toEntityId', to: { kind: 'entity', id: 'mof' } },
    ])
    expect(linksOf(plan, { kind: 'entity', id: 'e' })).toEqual({
      out: [
        { field: 'capacities.functionId', to: { kind: 'function', id: 'f' } },
        { field: 'capacities.areaIds', to: { kind: 'area', id: 'north' } },
      ],
      in: [{ field: 'leadEntityId', from: { kind: 'objective', id: 'o' } }],
      broken: [],
    })
  })

  it('come in from the records that stand inside it', () => {
    const plan = buildPlan({ mandate: [{ id: 'm' }], mandateTask: [{ id: 't', mandateId: 'm' }] })
    expect(linksOf(plan, { kind: 'mandate', id: 'm' }).in).toEqual([
      { field: 'mandateId', from: { kind: 'mandateTask', id: 't' } },
    ])
  })

  it('are broken where the id names no record of the right kind', () => {
    const plan = buildPlan({ objective: [{ id: 'o', leadEntityId: 'o', phaseIds: ['gone'] }] })
    expect(linksOf(plan, { kind: 'objective', id: 'o' })).toEqual({
      out: [],
      in: [],
      broken: [
        { field: 'phaseIds', id: 'gone' },
        { field: 'leadEntityId', id: 'o' },
      ],
    })
  })

  it('go to the first kind that has the id, where several may', () => {
    const plan = buildPlan({
      assumption: [{ id: 'a', dependentIds: ['x'] }],
      objective: [{ id: 'x' }],
      phase: [{ id: 'x' }],
    })
    expect(linksOf(plan, { kind: 'assumption', id: 'a' }).out).toEqual([
      { field: 'dependentIds', to: { kind: 'objective', id: 'x' } },
    ])
    expect(linksOf(plan, { kind: 'phase', id: 'x' }).in).toEqual([])
    expect(linksOf(plan, { kind: 'objective', id: 'x' }).in).toHaveLength(1)
  })

  it('follow a change of the plan', () => {
    const before = buildPlan({ phase: [{ id: 'p' }], objective: [{ id: 'o', phaseIds: ['p'] }] })
    const phase = { kind: 'phase', id: 'p' } as const
    expect(linksOf(before, phase).in).toHaveLength(1)
    expect(linksOf({ ...before, objective: new Map() }, phase).in).toEqual([])
  })
})

describe('the dependants of a record', () => {
  it('are named once each, without itself, and also when it is gone already', () => {
    const plan = buildPlan({
      objective: [
        { id: 'o', afterIds: ['o'] },
        { id: 'next', afterIds: ['o'], servesIds: ['o'] },
      ],
      benchmark: [{ id: 'b', objectiveIds: ['o'] }],
    })
    const expected = [
      { kind: 'objective', id: 'next' },
      { kind: 'benchmark', id: 'b' },
    ]
    expect(dependants(plan, { kind: 'objective', id: 'o' })).toEqual(expected)
    const removed = { ...plan, objective: new Map([...plan.objective].filter(([id]) => id !== 'o')) }
    expect(dependants(removed, { kind: 'objective', id: 'o' })).toEqual(expected)
  })
})

describe('any plan', () => {
  it('shows every link from both of its ends, and none that leads nowhere', () => {
    let links = 0
    fc.assert(
      fc.property(arbitraryPlan(), plan => {
        for (const record of allRecords(plan)) {
          const { out, in: into, broken } = linksOf(plan, record)
          links += out.length
          expect(out.length + broken.length).toBe(referencesIn(record).length)
          for (const { field, to } of out) {
            expect(findRecord(plan, to)).toBeDefined()
            expect(linksOf(plan, to).in).toContainEqual({ field, from: { kind: record.kind, id: record.id } })
          }
          for (const { field, from } of into) {
            expect(linksOf(plan, from).out).toContainEqual({ field, to: { kind: record.kind, id: record.id } })
          }
        }
      }),
      { numRuns: 15 },
    )
    expect(links).toBeGreaterThan(50)
  })

  it('such as the demo has no broken link', () => {
    const file = parsePlanFile(JSON.stringify(demo))
    const plan = file.ok ? file.value.plan : buildPlan({})
    const broken = [...allRecords(plan)].flatMap(record => linksOf(plan, record).broken)
    expect(plan.objective.size).toBe(13)
    expect(broken).toEqual([])
  })
})
