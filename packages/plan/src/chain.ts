import {
  activitiesOf,
  benchmarksOf,
  fundingLinesOf,
  objectivesHandedTo,
  objectivesInPhase,
  objectivesOfFunction,
  objectivesOfTask,
  objectivesOnVulnerability,
  postsForFunction,
  postsForObjective,
  vulnerabilitiesOf,
} from './indexes.ts'
import { givenIn } from './given.ts'
import type { Plan, RecordRef } from './plan.ts'
import type { Objective } from './records/objective.ts'

/** From what was charged to what remains, in this order (report 2.2, 2.4.2; rec. 3.2.1, 3.3.1). */
export const chainSteps = [
  'mandateTask',
  'centreOfGravity',
  'objective',
  'function',
  'post',
  'fundingLine',
  'benchmark',
  'handover',
] as const
export type ChainStep = (typeof chainSteps)[number]

/** One step of one objective's chain. */
export interface ChainLink {
  readonly step: ChainStep
  readonly records: readonly RecordRef[]
  /** Why there is nothing, where the planners have said so; a break is a step with neither. */
  readonly reason?: string
}

/** What carries one objective, from the mandate to whoever holds it in the end. */
export interface ObjectiveChain {
  readonly objectiveId: string
  /** One for each step, in their order. */
  readonly links: readonly ChainLink[]
  readonly breaks: readonly ChainStep[]
}

/**
 * The chains in which a record stands, one for each objective that it carries or is carried by, in the objectives' order.
 * None where it hangs in the air, or is of a kind that stands in no chain.
 */
export function chainsOf(plan: Plan, ref: RecordRef): readonly ObjectiveChain[] {
  const wanted = new Set(objectiveIdsOf(plan, ref))
  return [...plan.objective.values()].filter(({ id }) => wanted.has(id)).map(objective => chainOf(plan, objective))
}

export function chainOf(plan: Plan, objective: Objective): ObjectiveChain {
  const links = chainSteps.map(step => linkOf(plan, objective, step))
  const breaks = links.filter(link => link.records.length === 0 && link.reason === undefined).map(({ step }) => step)
  return { objectiveId: objective.id, links, breaks }
}

function linkOf(plan: Plan, objective: Objective, step: ChainStep): ChainLink {
  switch (step) {
    case 'mandateTask':
      return linkTo(plan, objective, step, 'mandateTaskIds', objective.mandateTaskIds)
    case 'centreOfGravity':
      return linkTo(plan, objective, step, 'cogLinks', centresOf(plan, objective))
    case 'objective':
      return { step, records: [{ kind: 'objective', id: objective.id }] }
    case 'function':
      return linkTo(plan, objective, step, 'functionId', [objective.functionId ?? ''])
    case 'post':
      return { step, records: refs('post', postsCarrying(plan, objective)) }
    case 'fundingLine':
      return { step, records: refs('fundingLine', fundingLinesOf(plan, objective.id)) }
    case 'benchmark':
      return { step, records: refs('benchmark', benchmarksOf(plan, objective.id)) }
    case 'handover':
      return handoverOf(plan, objective)
  }
}

/** The posts and units that have an objective as their own, or the function to which it belongs. */
export function postsCarrying(plan: Plan, { id, functionId }: Objective): { readonly id: string }[] {
  const own = postsForObjective(plan, id)
  const shared = functionId === undefined ? [] : postsForFunction(plan, functionId)
  return [...new Set([...own, ...shared])]
}

/** Whether any post or unit carries it; less work than to name them. */
export function isCarried(plan: Plan, { id, functionId }: Objective): boolean {
  return (
    postsForObjective(plan, id).length > 0 ||
    (functionId !== undefined && postsForFunction(plan, functionId).length > 0)
  )
}

function linkTo(
  plan: Plan,
  objective: Objective,
  step: 'mandateTask' | 'centreOfGravity' | 'function',
  field: string,
  ids: readonly string[] = [],
): ChainLink {
  const records = ids.filter(id => plan[step].has(id)).map(id => ({ kind: step, id }))
  const given = givenIn(objective, field)
  return given.state === 'declared-none' ? { step, records, reason: given.reason } : { step, records }
}

function centresOf(plan: Plan, { cogLinks = [] }: Objective): string[] {
  return [...new Set(cogLinks.map(id => plan.vulnerability.get(id)?.centreOfGravityId ?? ''))]
}

function handoverOf(plan: Plan, objective: Objective): ChainLink {
  const { followOnId = '', handover, endsHere } = objective
  const receiver = handover?.toEntityId ?? ''
  const records: RecordRef[] = []
  if (plan.objective.has(followOnId)) records.push({ kind: 'objective', id: followOnId })
  if (plan.entity.has(receiver)) records.push({ kind: 'entity', id: receiver })
  return endsHere === true ? { step: 'handover', records, reason: '' } : { step: 'handover', records }
}

function refs(kind: 'post' | 'fundingLine' | 'benchmark', records: readonly { readonly id: string }[]): RecordRef[] {
  return records.map(({ id }) => ({ kind, id }))
}

function objectiveIdsOf(plan: Plan, { kind, id }: RecordRef): readonly string[] {
  const ids = (objectives: readonly { readonly id: string }[]) => objectives.map(objective => objective.id)
  switch (kind) {
    case 'objective':
      return [id]
    case 'mandateTask':
      return ids(objectivesOfTask(plan, id))
    case 'vulnerability':
      return ids(objectivesOnVulnerability(plan, id))
    case 'requirement':
      return [...plan.vulnerability.values()]
        .filter(vulnerability => vulnerability.requirementId === id)
        .flatMap(vulnerability => ids(objectivesOnVulnerability(plan, vulnerability.id)))
    case 'centreOfGravity':
      return vulnerabilitiesOf(plan, id).flatMap(vulnerability =>
        ids(objectivesOnVulnerability(plan, vulnerability.id)),
      )
    case 'function':
      return ids(objectivesOfFunction(plan, id))
    case 'post': {
      const { objectiveIds = [], functionIds = [] } = plan.post.get(id) ?? {}
      return [...objectiveIds, ...functionIds.flatMap(functionId => ids(objectivesOfFunction(plan, functionId)))]
    }
    case 'fundingLine':
      return plan.fundingLine.get(id)?.objectiveIds ?? []
    case 'benchmark':
      return plan.benchmark.get(id)?.objectiveIds ?? []
    case 'activity':
      return plan.activity.get(id)?.objectiveIds ?? []
    case 'phase':
      return ids(objectivesInPhase(plan, id))
    case 'entity':
      return ids(objectivesHandedTo(plan, id))
    default:
      return []
  }
}

/** What carries something less, or nothing at all, without a record. */
export interface Loss {
  readonly record: RecordRef
  /** The step of its chain that would be empty; absent: it is only one of several. */
  readonly emptied?: ChainStep
}

/** What depends on an objective, a post, a funding line or whatever else stands in a chain: what falls if it goes. */
export function lossesWithout(plan: Plan, ref: RecordRef): readonly Loss[] {
  const losses: Loss[] = []
  for (const chain of chainsOf(plan, ref)) {
    if (ref.kind === 'objective') losses.push(...lossesOfObjective(plan, ref.id))
    else {
      const link = chain.links.find(({ records }) => records.some(({ kind, id }) => kind === ref.kind && id === ref.id))
      if (link === undefined) continue
      const record: RecordRef = { kind: 'objective', id: chain.objectiveId }
      losses.push(link.records.length === 1 ? { record, emptied: link.step } : { record })
    }
  }
  return losses
}

/** Whatever carries, measures or pays this objective and nothing else, and whatever waits for it. */
function lossesOfObjective(plan: Plan, id: string): Loss[] {
  const isAll = (ids: readonly string[] | undefined) => ids?.length === 1
  const after = [...plan.objective.values()].filter(
    other =>
      other.followOnId === id || other.parentId === id || other.afterIds?.includes(id) || other.servesIds?.includes(id),
  )
  return [
    ...(plan.objective.get(id)?.mandateTaskIds ?? []).map(task =>
      loss('mandateTask', task, objectivesOfTask(plan, task).length === 1),
    ),
    ...(plan.objective.get(id)?.cogLinks ?? []).map(vulnerability =>
      loss('vulnerability', vulnerability, objectivesOnVulnerability(plan, vulnerability).length === 1),
    ),
    ...benchmarksOf(plan, id).map(benchmark => loss('benchmark', benchmark.id, isAll(benchmark.objectiveIds))),
    ...fundingLinesOf(plan, id).map(line => loss('fundingLine', line.id, isAll(line.objectiveIds))),
    ...activitiesOf(plan, id).map(activity => loss('activity', activity.id, isAll(activity.objectiveIds))),
    ...postsForObjective(plan, id).map(post =>
      loss('post', post.id, isAll(post.objectiveIds) && (post.functionIds ?? []).length === 0),
    ),
    ...after.map(other => loss('objective', other.id, false)),
  ]
}

function loss(kind: RecordRef['kind'], id: string, isLast: boolean): Loss {
  return isLast ? { record: { kind, id }, emptied: 'objective' } : { record: { kind, id } }
}
