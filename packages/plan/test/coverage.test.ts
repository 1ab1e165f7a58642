import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, type Coverage, type Plan } from '../src/index.ts'
import { buildPlan } from '../testing/index.ts'

const nothing: Coverage = { leads: [], supports: [], phaseIds: [], capacities: [] }

function tableOf(plan: Plan): unknown {
  return Object.fromEntries([...coverageOf(plan)].map(([id, byEntity]) => [id, Object.fromEntries(byEntity)]))
}

describe('coverage', () => {
  it('says who leads and supports what for a function, and in which phases, in their order', () => {
    const plan = buildPlan({
      phase: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }],
      function: [{ id: 'f' }, { id: 'idle' }],
      entity: [{ id: 'undp' }, { id: 'ilo' }, { id: 'away' }],
      objective: [
        { id: 'o1', functionId: 'f', leadEntityId: 'undp', supportingEntityIds: ['ilo'], phaseIds: ['p3', 'p1'] },
        { id: 'o2', functionId: 'f', leadEntityId: 'ilo', supportingEntityIds: ['ilo', 'undp'], phaseIds: ['p2'] },
        { id: 'o3', leadEntityId: 'undp', phaseIds: ['p1'] },
      ],
    })
    expect(tableOf(plan)).toEqual({
      f: {
        undp: { ...nothing, leads: ['o1'], supports: ['o2'], phaseIds: ['p1', 'p2', 'p3'] },
        ilo: { ...nothing, leads: ['o2'], supports: ['o1'], phaseIds: ['p1', 'p2', 'p3'] },
      },
    })
  })

  it('says what an entity could do where it does nothing yet', () => {
    const capacities = [
      { id: 'a', functionId: 'f', description: 'Engineers' },
      { id: 'b', functionId: 'gone' },
      { id: 'c', description: 'For anything' },
    ]
    const plan = buildPlan({ function: [{ id: 'f' }], entity: [{ id: 'unops', capacities }] })
    expect(tableOf(plan)).toEqual({ f: { unops: { ...nothing, capacities: [capacities[0]] } } })
  })

  it('leaves out functions, entities and phases that are gone', () => {
    const plan = buildPlan({
      phase: [{ id: 'p1' }],
      function: [{ id: 'f' }],
      entity: [{ id: 'undp' }],
      objective: [
        { functionId: 'f', leadEntityId: 'gone', supportingEntityIds: ['undp', 'gone'], phaseIds: ['gone', 'p1'] },
        { functionId: 'gone', leadEntityId: 'undp' },
      ],
    })
    expect(tableOf(plan)).toEqual({ f: { undp: { ...nothing, supports: ['objective-1'], phaseIds: ['p1'] } } })
  })

  it('is the same table as long as objectives, functions, entities and phases are the same, and another otherwise', () => {
    const plan = buildPlan({
      phase: [{ id: 'p' }],
      function: [{ id: 'f' }],
      entity: [{ id: 'e' }],
      objective: [{ functionId: 'f', leadEntityId: 'e', phaseIds: ['p'] }],
    })
    const table = coverageOf(plan)
    expect(coverageOf({ ...plan, post: new Map() })).toBe(table)
    for (const kind of ['phase', 'function', 'entity', 'objective'] as const) {
      expect([kind, tableOf({ ...plan, [kind]: new Map() })]).not.toEqual([kind, tableOf(plan)])
      expect(coverageOf(plan)).toEqual(table)
    }
  })

  it('holds of any plan just what its objectives and entities say', () => {
    const functionId = fc.constantFrom('f', 'g', 'gone')
    const entityId = fc.constantFrom('d', 'e', 'gone')
    const supportingEntityIds = fc.uniqueArray(entityId)
    const objective = fc.record({ functionId, leadEntityId: entityId, supportingEntityIds }, { requiredKeys: [] })
    const capacities = fc.array(fc.record({ id: fc.constant('item-1'), functionId }), { maxLength: 1 })
    const plans = fc.tuple(fc.array(objective, { maxLength: 5 }), capacities).map(([objectives, capacities]) =>
      buildPlan({
        function: [{ id: 'f' }, { id: 'g' }],
        entity: [{ id: 'd', capacities }, { id: 'e' }],
        objective: objectives,
      }),
    )
    let pairs = 0
    fc.assert(
      fc.property(plans, plan => {
        const table = coverageOf(plan)
        const said = new Set<string>()
        for (const { id, functionId = '', leadEntityId = '', supportingEntityIds = [] } of plan.objective.values()) {
          for (const entityId of new Set([leadEntityId, ...supportingEntityIds])) {
            if (!plan.function.has(functionId) || !plan.entity.has(entityId)) continue
            const { leads = [], supports = [] } = table.get(functionId)?.get(entityId) ?? {}
            expect([leads.includes(id), supports.includes(id)]).toEqual([
              entityId === leadEntityId,
              entityId !== leadEntityId,
            ])
            said.add(`${functionId} ${entityId}`)
          }
        }
        for (const [functionId, byEntity] of table) {
          for (const [entityId, { leads, supports, capacities }] of byEntity) {
            expect(leads.length + supports.length + capacities.length).toBeGreaterThan(0)
            if (leads.length + supports.length > 0) expect(said).toContain(`${functionId} ${entityId}`)
            pairs++
          }
        }
      }),
      { numRuns: 100 },
    )
    expect(pairs).toBeGreaterThan(50)
  })
})
