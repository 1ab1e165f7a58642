import { chainOf, objectivesThrough, type ChainStep } from './chain.ts'
import {
  activitiesOf,
  benchmarksOf,
  fundingLinesOf,
  fundingLinesOfActivity,
  objectivesOfFunction,
  objectivesOfTask,
  objectivesOnVulnerability,
  postsForObjective,
} from './indexes.ts'
import type { Kind } from './kind.ts'
import type { Plan, RecordRef } from './plan.ts'
import { recordsInside } from './records-inside.ts'
import type { Objective } from './records/objective.ts'

/** What carries something less, or nothing at all, without a record. */
export interface Loss {
  readonly record: RecordRef
  /** The step of its chain that would be empty; absent: it loses one of several, or something that is no step. */
  readonly emptied?: ChainStep
}

/**
 * What depends on an objective, a post, a funding line or whatever else stands in a chain: what falls if it goes. Only
 * what is there is lost: a link that leads nowhere already is no support.
 */
export function lossesWithout(plan: Plan, ref: RecordRef): readonly Loss[] {
  const gone = [ref, ...recordsInside(plan, ref)]
  const objective = ref.kind === 'objective' ? plan.objective.get(ref.id) : undefined
  return [
    ...lossesOfChains(plan, gone, objective === undefined ? objectivesThrough(plan, ref) : followedBy(plan, objective)),
    ...(objective === undefined ? [] : lossesAround(plan, objective)),
    ...(ref.kind === 'fundingLine' ? lossesOfActivities(plan, ref.id) : []),
  ]
}

/** The steps of these objectives' chains at which less stands without what is gone. */
function lossesOfChains(plan: Plan, gone: readonly RecordRef[], objectives: readonly Objective[]): Loss[] {
  if (objectives.length === 0) return []
  const left = without(plan, gone)
  return objectives.flatMap(objective => {
    const after = chainOf(left, objective).links
    return chainOf(plan, objective).links.flatMap(({ step, records }, i) => {
      const remaining = after[i]?.records.length ?? 0
      return remaining === records.length ? [] : [loss('objective', objective.id, remaining === 0 && step)]
    })
  })
}

function without(plan: Plan, gone: readonly RecordRef[]): Plan {
  const left: Record<string, ReadonlyMap<string, unknown>> = { ...plan }
  for (const kind of new Set(gone.map(ref => ref.kind))) {
    const ids = new Set(gone.filter(ref => ref.kind === kind).map(ref => ref.id))
    left[kind] = new Map([...(plan[kind] as ReadonlyMap<string, unknown>)].filter(([id]) => !ids.has(id)))
  }
  return left as unknown as Plan
}

function followedBy(plan: Plan, { id }: Objective): Objective[] {
  return [...plan.objective.values()].filter(other => other.followOnId === id && other.id !== id)
}

/** Whatever an objective answers, whatever carries, measures or pays it, and the objectives that wait for it or serve it. */
function lossesAround(plan: Plan, objective: Objective): Loss[] {
  const { id, functionId = '', mandateTaskIds = [], cogLinks = [] } = objective
  const isAll = (ids: readonly string[] = []) => !ids.some(each => each !== id && plan.objective.has(each))
  const waiting = [...plan.objective.values()].filter(
    other =>
      other.id !== id &&
      (other.parentId === id || other.afterIds?.includes(id) === true || other.servesIds?.includes(id) === true),
  )
  const lossOf = (kind: Kind, record: string, isLast: boolean) => loss(kind, record, isLast && 'objective')
  return [
    ...mandateTaskIds
      .filter(task => plan.mandateTask.has(task))
      .map(task => lossOf('mandateTask', task, objectivesOfTask(plan, task).length === 1)),
    ...cogLinks
      .filter(vulnerability => plan.vulnerability.has(vulnerability))
      .map(vulnerability =>
        lossOf('vulnerability', vulnerability, objectivesOnVulnerability(plan, vulnerability).length === 1),
      ),
    ...(plan.function.has(functionId)
      ? [lossOf('function', functionId, objectivesOfFunction(plan, functionId).length === 1)]
      : []),
    ...postsForObjective(plan, id).map(post => lossOf('post', post.id, isAll(post.objectiveIds) && !hasFunction(post))),
    ...fundingLinesOf(plan, id).map(line => lossOf('fundingLine', line.id, isAll(line.objectiveIds))),
    ...benchmarksOf(plan, id).map(benchmark => lossOf('benchmark', benchmark.id, isAll(benchmark.objectiveIds))),
    ...activitiesOf(plan, id).map(activity => lossOf('activity', activity.id, isAll(activity.objectiveIds))),
    ...waiting.map(other => loss('objective', other.id, false)),
  ]

  function hasFunction({ functionIds = [] }: { readonly functionIds?: readonly string[] }): boolean {
    return functionIds.some(each => plan.function.has(each))
  }
}

function lossesOfActivities(plan: Plan, lineId: string): Loss[] {
  const { activityIds = [] } = plan.fundingLine.get(lineId) ?? {}
  return activityIds
    .filter(activity => plan.activity.has(activity))
    .map(activity => loss('activity', activity, fundingLinesOfActivity(plan, activity).length === 1 && 'fundingLine'))
}

function loss(kind: Kind, id: string, emptied: ChainStep | false): Loss {
  return emptied === false ? { record: { kind, id } } : { record: { kind, id }, emptied }
}
