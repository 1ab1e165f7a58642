import { compareOrdered } from '@barycentre/kit'
import { givenIn } from './given.ts'
import {
  benchmarksOf,
  fundingLinesOf,
  objectivesHandedTo,
  objectivesInPhase,
  objectivesOfFunction,
  objectivesOfTask,
  objectivesOnVulnerability,
  postsForFunction,
  postsForObjective,
  requirementsOfCapability,
  tasksOf,
  vulnerabilitiesOf,
  vulnerabilitiesOfRequirement,
} from './indexes.ts'
import type { Plan, RecordRef } from './plan.ts'
import type { Objective } from './records/objective.ts'
import type { Post } from './records/post.ts'

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
  /** Where there is nothing and the planners have said so: why, or no words where the plan has none for it. */
  readonly reason?: string
}

/** What carries one objective, from the mandate to whoever holds it in the end. */
export interface ObjectiveChain {
  readonly objectiveId: string
  /** One for each step, in their order. */
  readonly links: readonly ChainLink[]
  /** The steps with neither a record nor a reason. */
  readonly breaks: readonly ChainStep[]
}

/**
 * The chains in which a record stands, one for each objective that it carries or is carried by, in the objectives' order.
 * None where it hangs in the air, or is of a kind that stands in no chain.
 */
export function chainsOf(plan: Plan, ref: RecordRef): readonly ObjectiveChain[] {
  return objectivesThrough(plan, ref).map(objective => chainOf(plan, objective))
}

/** The objectives in whose chains a record stands, in their order. */
export function objectivesThrough(plan: Plan, ref: RecordRef): readonly Objective[] {
  const ids = new Set(objectiveIdsOf(plan, ref))
  return [...ids].flatMap(id => plan.objective.get(id) ?? []).sort(compareOrdered)
}

export function chainOf(plan: Plan, objective: Objective): ObjectiveChain {
  const links = chainSteps.map(step => linkOf(plan, objective, step))
  const breaks = links.filter(link => link.records.length === 0 && link.reason === undefined).map(({ step }) => step)
  return { objectiveId: objective.id, links, breaks }
}

/** The posts and units that have an objective as their own, or the function to which it belongs. */
export function postsCarrying(plan: Plan, { id, functionId }: Objective): readonly Post[] {
  const own = postsForObjective(plan, id)
  const shared = functionId === undefined ? [] : postsForFunction(plan, functionId)
  return [...new Set([...own, ...shared])]
}

function linkOf(plan: Plan, objective: Objective, step: ChainStep): ChainLink {
  switch (step) {
    case 'mandateTask':
      return linkTo(plan, objective, step, 'mandateTaskIds', objective.mandateTaskIds)
    case 'centreOfGravity':
      return linkTo(plan, objective, step, 'cogLinks', centresOf(plan, objective))
    case 'objective':
      return { step, records: refs('objective', [objective]) }
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
  return withReason({ step, records }, reasonFor(objective, field))
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
  const declared = reasonFor(objective, 'followOnId') ?? reasonFor(objective, 'handover.toEntityId')
  return withReason({ step: 'handover', records }, declared ?? (endsHere === true ? '' : undefined))
}

function reasonFor(objective: Objective, field: string): string | undefined {
  const given = givenIn(objective, field)
  return given.state === 'declared-none' ? given.reason : undefined
}

/** A reason for nothing is none where there is something. */
function withReason(link: ChainLink, reason: string | undefined): ChainLink {
  return link.records.length > 0 || reason === undefined ? link : { ...link, reason }
}

function refs(kind: RecordRef['kind'], records: readonly { readonly id: string }[]): RecordRef[] {
  return records.map(({ id }) => ({ kind, id }))
}

function objectiveIdsOf(plan: Plan, { kind, id }: RecordRef): readonly string[] {
  switch (kind) {
    case 'objective':
      return [id]
    case 'mandate':
      return tasksOf(plan, id).flatMap(task => idsOf(objectivesOfTask(plan, task.id)))
    case 'mandateTask':
      return idsOf(objectivesOfTask(plan, id))
    case 'centreOfGravity':
      return idsOn(plan, vulnerabilitiesOf(plan, id))
    case 'capability':
      return requirementsOfCapability(plan, id).flatMap(requirement =>
        idsOn(plan, vulnerabilitiesOfRequirement(plan, requirement.id)),
      )
    case 'requirement':
      return idsOn(plan, vulnerabilitiesOfRequirement(plan, id))
    case 'vulnerability':
      return idsOf(objectivesOnVulnerability(plan, id))
    case 'function':
      return idsOf(objectivesOfFunction(plan, id))
    case 'post': {
      const { objectiveIds = [], functionIds = [] } = plan.post.get(id) ?? {}
      return [...objectiveIds, ...functionIds.flatMap(functionId => idsOf(objectivesOfFunction(plan, functionId)))]
    }
    case 'fundingLine':
      return plan.fundingLine.get(id)?.objectiveIds ?? []
    case 'benchmark':
      return plan.benchmark.get(id)?.objectiveIds ?? []
    case 'activity':
      return plan.activity.get(id)?.objectiveIds ?? []
    case 'phase':
      return idsOf(objectivesInPhase(plan, id))
    case 'entity':
      return idsOf(objectivesHandedTo(plan, id))
    default:
      return []
  }
}

function idsOf(objectives: readonly Objective[]): string[] {
  return objectives.map(objective => objective.id)
}

function idsOn(plan: Plan, vulnerabilities: readonly { readonly id: string }[]): string[] {
  return vulnerabilities.flatMap(({ id }) => idsOf(objectivesOnVulnerability(plan, id)))
}
