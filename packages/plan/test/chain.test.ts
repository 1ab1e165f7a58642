import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allRecords,
  chainOf,
  chainsOf,
  chainSteps,
  objectivesThrough,
  parsePlanFile,
  postsCarrying,
  type ChainStep,
  type Kind,
  type Objective,
  type Plan,
} from '../src/index.ts'
import { arbitraryPlan, buildPlan, type PlanSketch } from '../testing/index.ts'
import demo from '../demo/velanga.json' with { type: 'json' }

/** Everything that carries the objective o, once. */
const whole = {
  mandate: [{ id: 'm' }],
  mandateTask: [{ id: 't', mandateId: 'm' }],
  centreOfGravity: [{ id: 'c' }],
  capability: [{ id: 'k', centreOfGravityId: 'c' }],
  requirement: [{ id: 'r', centreOfGravityId: 'c', capabilityId: 'k' }],
  vulnerability: [{ id: 'v', centreOfGravityId: 'c', requirementId: 'r' }],
  phase: [{ id: 'ph' }],
  function: [{ id: 'f' }],
  entity: [{ id: 'ministry' }],
  objective: [
    {
      id: 'o',
      mandateTaskIds: ['t'],
      cogLinks: ['v'],
      functionId: 'f',
      phaseIds: ['ph'],
      followOnId: 'next',
      handover: { toEntityId: 'ministry' },
    },
    { id: 'next' },
  ],
  post: [
    { id: 'own', objectiveIds: ['o'] },
    { id: 'shared', functionIds: ['f'] },
  ],
  fundingLine: [{ id: 'line', objectiveIds: ['o'] }],
  activity: [{ id: 'a', objectiveIds: ['o'] }],
  benchmark: [{ id: 'b', objectiveIds: ['o'] }],
} satisfies PlanSketch

const objectiveIn = (plan: Plan, id: string) => plan.objective.get(id) as Objective

/** The steps of an objective's chain as words: `post: own, shared`. */
function chainInWords(plan: Plan, id: string): string[] {
  return chainOf(plan, objectiveIn(plan, id)).links.map(
    ({ step, records, reason }) => `${step}: ${reason ?? records.map(record => record.id).join(', ')}`,
  )
}

const breaksOf = (objective: Partial<Objective>, rest: PlanSketch = {}): readonly ChainStep[] => {
  const plan = buildPlan({ ...rest, objective: [{ id: 'x', ...objective }] })
  return chainOf(plan, objectiveIn(plan, 'x')).breaks
}

describe('the chain of an objective', () => {
  it('goes from the task of the mandate to whoever holds it in the end', () => {
    const plan = buildPlan(whole)
    expect(chainInWords(plan, 'o')).toEqual([
      'mandateTask: t',
      'centreOfGravity: c',
      'objective: o',
      'function: f',
      'post: own, shared',
      'fundingLine: line',
      'benchmark: b',
      'handover: next, ministry',
    ])
    expect(chainOf(plan, objectiveIn(plan, 'o')).breaks).toEqual([])
  })

  it('is broken at every step at which nothing stands', () => {
    expect(breaksOf({})).toEqual(chainSteps.filter(step => step !== 'objective'))
  })

  it('is broken where a link leads to what is gone', () => {
    const dangling = {
      mandateTaskIds: ['t'],
      cogLinks: ['v'],
      functionId: 'f',
      followOnId: 'n',
      handover: { toEntityId: 'e' },
    }
    expect(breaksOf(dangling)).toEqual(breaksOf({}))
    expect(breaksOf(dangling, { vulnerability: [{ id: 'v', centreOfGravityId: 'gone' }] })).toEqual(breaksOf({}))
  })

  it('names a centre of gravity once, whatever many of its vulnerabilities are healed', () => {
    const vulnerability = ['v1', 'v2'].map(id => ({ id, centreOfGravityId: 'c' }))
    const plan = buildPlan({ ...whole, vulnerability, objective: [{ id: 'o', cogLinks: ['v1', 'v2'] }] })
    expect(chainInWords(plan, 'o')).toContain('centreOfGravity: c')
  })

  it.each<[ChainStep, string]>([
    ['mandateTask', 'mandateTaskIds'],
    ['centreOfGravity', 'cogLinks'],
    ['function', 'functionId'],
    ['handover', 'followOnId'],
    ['handover', 'handover.toEntityId'],
  ])('is not broken at %s where %s is declared none with a reason', (step, field) => {
    const plan = buildPlan({ objective: [{ id: 'o', declaredNone: { [field]: 'On purpose' } }] })
    expect(chainInWords(plan, 'o')).toContain(`${step}: On purpose`)
    expect(chainOf(plan, objectiveIn(plan, 'o')).breaks).not.toContain(step)
  })

  it('is not broken at the hand-over where the objective ends here, and is where that is not recorded or denied', () => {
    expect(breaksOf({ endsHere: true })).not.toContain('handover')
    expect(breaksOf({ endsHere: false })).toContain('handover')
  })

  it('gives no reason for nothing where there is something', () => {
    const [objective] = whole.objective
    const said = { ...objective, endsHere: true, declaredNone: { functionId: 'Before it had one' } }
    const plan = buildPlan({ ...whole, objective: [said, { id: 'next' }] })
    expect(chainInWords(plan, 'o')).toEqual(chainInWords(buildPlan(whole), 'o'))
  })
})

describe('the posts that carry an objective', () => {
  it('have it as their own or share its function, each once', () => {
    const post = [
      { id: 'shared', functionIds: ['f'] },
      { id: 'both', objectiveIds: ['o'], functionIds: ['f'] },
      { id: 'other', objectiveIds: ['p'], functionIds: ['g'] },
    ]
    const plan = buildPlan({ post, objective: [{ id: 'o', functionId: 'f' }, { id: 'p' }] })
    const idsFor = (id: string) => postsCarrying(plan, objectiveIn(plan, id)).map(each => each.id)
    expect([idsFor('o'), idsFor('p')]).toEqual([['both', 'shared'], ['other']])
  })
})

describe('the chains in which a record stands', () => {
  it.each<[Kind, string]>([
    ['objective', 'o'],
    ['mandate', 'm'],
    ['mandateTask', 't'],
    ['centreOfGravity', 'c'],
    ['capability', 'k'],
    ['requirement', 'r'],
    ['vulnerability', 'v'],
    ['function', 'f'],
    ['phase', 'ph'],
    ['post', 'own'],
    ['post', 'shared'],
    ['fundingLine', 'line'],
    ['activity', 'a'],
    ['benchmark', 'b'],
    ['entity', 'ministry'],
  ])('are found from a %s, %s', (kind, id) => {
    const plan = buildPlan(whole)
    expect(chainsOf(plan, { kind, id })).toEqual([chainOf(plan, objectiveIn(plan, 'o'))])
    expect(chainsOf(plan, { kind, id: 'gone' })).toEqual([])
  })

  it('are one for each objective, in the order of the objectives', () => {
    const objective = ['z', 'm', 'a'].map(id => ({ id, functionId: 'f' }))
    const plan = buildPlan({
      function: [{ id: 'f' }],
      objective,
      post: [{ id: 'p', functionIds: ['f'], objectiveIds: ['a', 'gone'] }],
    })
    expect(chainsOf(plan, { kind: 'function', id: 'f' }).map(each => each.objectiveId)).toEqual(['z', 'm', 'a'])
    expect(objectivesThrough(plan, { kind: 'post', id: 'p' }).map(({ id }) => id)).toEqual(['z', 'm', 'a'])
  })

  it('are none for what stands in no chain', () => {
    expect(chainsOf(buildPlan({ ...whole, risk: [{ id: 'o' }] }), { kind: 'risk', id: 'o' })).toEqual([])
  })

  it('lead there and back, in any plan', () => {
    let links = 0
    fc.assert(
      fc.property(arbitraryPlan(), plan => {
        for (const objective of plan.objective.values()) {
          const { links: steps } = chainOf(plan, objective)
          for (const { step, records } of steps) {
            for (const ref of records) {
              // What follows on an objective stands in a chain of its own as well: there it is the beginning.
              if (step === 'handover' && ref.kind === 'objective') continue
              expect(objectivesThrough(plan, ref)).toContain(objective)
              links++
            }
          }
        }
        for (const record of allRecords(plan)) {
          for (const objective of objectivesThrough(plan, record))
            expect(plan.objective.get(objective.id)).toBe(objective)
        }
      }),
      { numRuns: 30 },
    )
    expect(links).toBeGreaterThan(30)
  })

  it('show where the objectives of the demo are broken', () => {
    const file = parsePlanFile(JSON.stringify(demo))
    const plan = file.ok ? file.value.plan : buildPlan({})
    const broken = (step: ChainStep) =>
      [...plan.objective.values()].filter(each => chainOf(plan, each).breaks.includes(step)).map(({ id }) => id)
    expect(Object.fromEntries(chainSteps.map(step => [step, broken(step).join(' ')]))).toEqual({
      mandateTask: 'o12',
      centreOfGravity: 'o04 o05 o07 o08 o09 o10 o12 o13',
      objective: '',
      function: '',
      post: '',
      fundingLine: '',
      benchmark: '',
      handover: 'o07 o11 o12 o13',
    })
  })
})
