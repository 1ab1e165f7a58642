import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allRecords, chainOf, findRecord, lossesWithout, planOf, type Kind, type Plan } from '../src/index.ts'
import { arbitraryPlan, buildPlan, type PlanSketch } from '../testing/index.ts'

/** What falls without a record, as words: `objective o: post`, or `objective o` where it only loses one of several. */
function lossesIn(sketch: PlanSketch | Plan, kind: Kind, id: string): string[] {
  const plan = isPlan(sketch) ? sketch : buildPlan(sketch)
  return lossesWithout(plan, { kind, id }).map(
    ({ record, emptied }) => `${record.kind} ${record.id}${emptied === undefined ? '' : `: ${emptied}`}`,
  )
}

function isPlan(sketch: PlanSketch | Plan): sketch is Plan {
  return sketch.objective instanceof Map
}

describe('what falls without a post', () => {
  it('is its objective where no other carries it, and a part of what carries it otherwise', () => {
    const objective = [{ id: 'a' }, { id: 'b', functionId: 'f' }]
    const post = [
      { id: 'p', objectiveIds: ['a', 'b'] },
      { id: 'q', functionIds: ['f'] },
    ]
    const plan = buildPlan({ function: [{ id: 'f' }], objective, post })
    expect(lossesIn(plan, 'post', 'p')).toEqual(['objective a: post', 'objective b'])
    expect(lossesIn(plan, 'post', 'q')).toEqual(['objective b'])
  })

  it('is nothing where it carries nothing', () => {
    expect(lossesIn({ objective: [{ id: 'a' }], post: [{ id: 'p', objectiveIds: ['gone'] }] }, 'post', 'p')).toEqual([])
  })
})

describe('what falls without a funding line', () => {
  it('is the objectives and the activities that it alone pays', () => {
    const plan = buildPlan({
      objective: [{ id: 'a' }, { id: 'b' }],
      activity: [{ id: 'x' }, { id: 'y' }],
      fundingLine: [
        { id: 'l', objectiveIds: ['a', 'b'], activityIds: ['x', 'y', 'gone'] },
        { id: 'k', objectiveIds: ['b'], activityIds: ['y'] },
      ],
    })
    expect(lossesIn(plan, 'fundingLine', 'l')).toEqual([
      'objective a: fundingLine',
      'objective b',
      'activity x: fundingLine',
      'activity y',
    ])
  })
})

describe('what falls without what an objective rests on', () => {
  const plan = buildPlan({
    mandate: [{ id: 'm' }],
    mandateTask: [{ id: 't', mandateId: 'm' }, { id: 'u' }],
    centreOfGravity: [{ id: 'c' }],
    requirement: [{ id: 'r', centreOfGravityId: 'c' }],
    vulnerability: [{ id: 'v', centreOfGravityId: 'c', requirementId: 'r' }],
    function: [{ id: 'f' }],
    entity: [{ id: 'ministry' }],
    objective: [
      { id: 'o', mandateTaskIds: ['t'], cogLinks: ['v'], functionId: 'f', handover: { toEntityId: 'ministry' } },
      { id: 'p', mandateTaskIds: ['t', 'u'], followOnId: 'o', handover: { toEntityId: 'ministry' } },
    ],
    benchmark: [{ id: 'b', objectiveIds: ['o'] }],
  })

  it.each<[Kind, string, readonly string[]]>([
    ['mandateTask', 't', ['objective o: mandateTask', 'objective p']],
    ['mandate', 'm', ['objective o: mandateTask', 'objective p']],
    ['vulnerability', 'v', ['objective o: centreOfGravity']],
    ['centreOfGravity', 'c', ['objective o: centreOfGravity']],
    ['function', 'f', ['objective o: function']],
    ['benchmark', 'b', ['objective o: benchmark']],
    ['entity', 'ministry', ['objective o: handover', 'objective p']],
    ['requirement', 'r', []],
    ['risk', 'o', []],
  ])('%s %s', (kind, id, expected) => expect(lossesIn(plan, kind, id)).toEqual(expected))
})

describe('what falls without an objective', () => {
  it('is whatever answers, carries, pays or measures it alone, and whatever waits for it', () => {
    const plan = buildPlan({
      mandateTask: [{ id: 't' }, { id: 'u' }],
      vulnerability: [{ id: 'v' }],
      function: [{ id: 'f' }, { id: 'g' }],
      objective: [
        { id: 'o', mandateTaskIds: ['t', 'u', 'gone'], cogLinks: ['v', 'gone'], functionId: 'f', parentId: 'o' },
        { id: 'before', followOnId: 'o', mandateTaskIds: ['u'] },
        { id: 'child', parentId: 'o' },
        { id: 'later', afterIds: ['o'], servesIds: ['o'] },
        { id: 'apart', functionId: 'g' },
      ],
      post: [
        { id: 'p', objectiveIds: ['o', 'gone'] },
        { id: 'q', objectiveIds: ['o'], functionIds: ['g'] },
        { id: 'r', objectiveIds: ['o', 'apart'] },
      ],
      fundingLine: [{ id: 'l', objectiveIds: ['o'] }],
      benchmark: [
        { id: 'b', objectiveIds: ['o'] },
        { id: 'd', objectiveIds: ['o', 'apart'] },
      ],
      activity: [{ id: 'a', objectiveIds: ['o'] }],
    })
    expect(lossesIn(plan, 'objective', 'o')).toEqual([
      'objective before: handover',
      'mandateTask t: objective',
      'mandateTask u',
      'vulnerability v: objective',
      'function f: objective',
      'post p: objective',
      'post q',
      'post r',
      'fundingLine l: objective',
      'benchmark b: objective',
      'benchmark d',
      'activity a: objective',
      'objective child',
      'objective later',
    ])
  })

  it('is nothing where nothing is there to fall', () => {
    expect(lossesIn({ objective: [{ id: 'o' }] }, 'objective', 'o')).toEqual([])
    expect(lossesIn({ objective: [{ id: 'o' }] }, 'objective', 'gone')).toEqual([])
  })
})

describe('any plan', () => {
  it('loses what it is told to lose: an emptied step is a new break once the record is gone, and there is no other', () => {
    let emptied = 0
    fc.assert(
      fc.property(arbitraryPlan(), plan => {
        for (const ref of allRecords(plan)) {
          const losses = lossesWithout(plan, ref)
          for (const { record } of losses) expect(findRecord(plan, record)).toBeDefined()
          if (ref.kind === 'mandate' || ref.kind === 'centreOfGravity') continue
          const left = planOf([...allRecords(plan)].filter(each => each !== ref))
          for (const objective of left.objective.values()) {
            const steps = chainOf(plan, objective).links.flatMap(({ step, records }, i) => {
              const now = chainOf(left, objective).links[i]?.records.length
              return records.length > 0 && now === 0 ? [step] : []
            })
            const told = losses.filter(each => each.record.kind === 'objective' && each.record.id === objective.id)
            expect(told.flatMap(each => each.emptied ?? [])).toEqual(steps)
            emptied += steps.length
          }
        }
      }),
      { numRuns: 20 },
    )
    expect(emptied).toBeGreaterThan(10)
  })
})
