import type { Kind } from './kind.ts'
import type { Plan, RecordOf } from './plan.ts'

/** The records of one kind that name an id in a certain field, in their order; none where nothing names it. */
export type Index<K extends Kind> = (plan: Plan, id: string) => readonly RecordOf<K>[]

/** Looked up in constant time; worked out once for as long as the records of the kind are the same. */
export function indexed<K extends Kind>(
  kind: K,
  idsIn: (record: RecordOf<K>) => readonly string[] | string | undefined,
): Index<K> {
  const known = new WeakMap<Plan[K], ReadonlyMap<string, readonly RecordOf<K>[]>>()
  return (plan, id) => {
    let byId = known.get(plan[kind])
    if (byId === undefined) known.set(plan[kind], (byId = group(plan[kind].values(), idsIn)))
    return byId.get(id) ?? []
  }
}

function group<R>(
  records: Iterable<R>,
  idsIn: (record: R) => readonly string[] | string | undefined,
): ReadonlyMap<string, readonly R[]> {
  const byId = new Map<string, R[]>()
  for (const record of records) {
    const ids = idsIn(record) ?? []
    for (const id of typeof ids === 'string' ? [ids] : ids) {
      const all = byId.get(id)
      if (all === undefined) byId.set(id, [record])
      else all.push(record)
    }
  }
  return byId
}

export const objectivesOfFunction = indexed('objective', objective => objective.functionId)
export const objectivesOfTask = indexed('objective', objective => objective.mandateTaskIds)
export const objectivesOnVulnerability = indexed('objective', objective => objective.cogLinks)
export const objectivesHandedTo = indexed('objective', objective => objective.handover?.toEntityId)
export const objectivesInPhase = indexed('objective', objective => objective.phaseIds)
export const benchmarksOf = indexed('benchmark', benchmark => benchmark.objectiveIds)
export const fundingLinesOf = indexed('fundingLine', line => line.objectiveIds)
export const fundingLinesOfActivity = indexed('fundingLine', line => line.activityIds)
export const activitiesOf = indexed('activity', activity => activity.objectiveIds)
export const postsForObjective = indexed('post', post => post.objectiveIds)
export const postsForFunction = indexed('post', post => post.functionIds)
export const linesFrom = indexed('line', line => line.from)
export const linesTo = indexed('line', line => line.to)
export const capabilitiesOf = indexed('capability', capability => capability.centreOfGravityId)
export const tasksOf = indexed('mandateTask', task => task.mandateId)
export const requirementsOf = indexed('requirement', requirement => requirement.centreOfGravityId)
export const requirementsOfCapability = indexed('requirement', requirement => requirement.capabilityId)
export const vulnerabilitiesOf = indexed('vulnerability', vulnerability => vulnerability.centreOfGravityId)
export const vulnerabilitiesOfRequirement = indexed('vulnerability', vulnerability => vulnerability.requirementId)
