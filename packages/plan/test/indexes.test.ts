import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as plan from '../src/index.ts'
import { indexed, referencesIn, type AnyRecord, type Index, type Kind } from '../src/index.ts'
import { arbitraryPlan, buildPlan } from '../testing/index.ts'

/** Every index, with the kind and the field of which it is the other direction. */
const indexes: readonly [string, Index<Kind>, Kind, string][] = [
  ['objectivesOfFunction', plan.objectivesOfFunction, 'objective', 'functionId'],
  ['objectivesOfTask', plan.objectivesOfTask, 'objective', 'mandateTaskIds'],
  ['objectivesOnVulnerability', plan.objectivesOnVulnerability, 'objective', 'cogLinks'],
  ['objectivesHandedTo', plan.objectivesHandedTo, 'objective', 'handover.toEntityId'],
  ['objectivesInPhase', plan.objectivesInPhase, 'objective', 'phaseIds'],
  ['benchmarksOf', plan.benchmarksOf, 'benchmark', 'objectiveIds'],
  ['fundingLinesOf', plan.fundingLinesOf, 'fundingLine', 'objectiveIds'],
  ['fundingLinesOfActivity', plan.fundingLinesOfActivity, 'fundingLine', 'activityIds'],
  ['activitiesOf', plan.activitiesOf, 'activity', 'objectiveIds'],
  ['postsForObjective', plan.postsForObjective, 'post', 'objectiveIds'],
  ['postsForFunction', plan.postsForFunction, 'post', 'functionIds'],
  ['linesFrom', plan.linesFrom, 'line', 'from'],
  ['linesTo', plan.linesTo, 'line', 'to'],
  ['tasksOf', plan.tasksOf, 'mandateTask', 'mandateId'],
  ['capabilitiesOf', plan.capabilitiesOf, 'capability', 'centreOfGravityId'],
  ['requirementsOf', plan.requirementsOf, 'requirement', 'centreOfGravityId'],
  ['requirementsOfCapability', plan.requirementsOfCapability, 'requirement', 'capabilityId'],
  ['vulnerabilitiesOf', plan.vulnerabilitiesOf, 'vulnerability', 'centreOfGravityId'],
  ['vulnerabilitiesOfRequirement', plan.vulnerabilitiesOfRequirement, 'vulnerability', 'requirementId'],
]

const phased = (...ids: readonly string[]) => buildPlan({ objective: ids.map(id => ({ id, phaseIds: ['p'] })) })

describe('an index', () => {
  it.each(indexes)(
    '%s gives the records that name an id, in their order, whatever the plan',
    (_, index, kind, field) => {
      let found = 0
      fc.assert(
        fc.property(arbitraryPlan({ recordsPerKind: 3 }), any => {
          const records = [...any[kind].values()] as readonly AnyRecord[]
          const idsIn = (record: AnyRecord) =>
            referencesIn(record).flatMap(each => (each.field === field ? each.id : []))
          const named = new Set(records.flatMap(idsIn))
          for (const id of named) expect(index(any, id)).toEqual(records.filter(record => idsIn(record).includes(id)))
          expect(index(any, 'named by nobody')).toEqual([])
          found += named.size
        }),
        { numRuns: 30 },
      )
      expect(found).toBeGreaterThan(3)
    },
  )

  it('is worked out once for as long as the records of its kind are the same', () => {
    let asked = 0
    const byTitle = indexed('objective', objective => {
      asked++
      return objective.title
    })
    const before = buildPlan({ objective: [{ title: 'a' }, { title: 'a' }, { title: 'b' }] })
    const all = byTitle(before, 'a')
    expect(byTitle({ ...before, phase: new Map() }, 'a')).toBe(all)
    expect([all.length, byTitle(before, 'b').length, byTitle(before, 'c').length, asked]).toEqual([2, 1, 0, 3])
  })

  it('follows a change of its kind, and an older plan keeps what it had', () => {
    const [before, after] = [phased('a', 'b'), phased('b', 'c')]
    const idsIn = (each: plan.Plan) => plan.objectivesInPhase(each, 'p').map(({ id }) => id)
    expect([idsIn(before), idsIn(after), idsIn(before)]).toEqual([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'b'],
    ])
  })
})
