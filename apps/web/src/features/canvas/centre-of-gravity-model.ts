import type { RecordOf } from '@barycentre/plan'

type Capability = RecordOf<'capability'>
type Requirement = RecordOf<'requirement'>
type Vulnerability = RecordOf<'vulnerability'>

export type RequirementBranch = {
  /** Undefined: vulnerabilities whose requirement is gone or was never named. */
  readonly requirement: Requirement | undefined
  readonly vulnerabilities: readonly { readonly vulnerability: Vulnerability; readonly objectiveCount: number }[]
}
export type CapabilityBranch = {
  /** Undefined: requirements whose capability is gone or was never named. */
  readonly capability: Capability | undefined
  readonly requirements: readonly RequirementBranch[]
}

type Sources = {
  readonly capability: ReadonlyMap<string, Capability>
  readonly requirement: ReadonlyMap<string, Requirement>
  readonly vulnerability: ReadonlyMap<string, Vulnerability>
  readonly objective: ReadonlyMap<string, RecordOf<'objective'>>
}

/**
 * What one centre of gravity must be able to do, what it needs for that, and where it can be hurt. Whatever has lost its
 * parent in a merge stays in sight, in a branch of its own.
 */
export function branchesOf(plan: Sources, centreOfGravityId: string): readonly CapabilityBranch[] {
  const own = <R extends { readonly centreOfGravityId?: string }>(records: ReadonlyMap<string, R>) =>
    [...records.values()].filter(record => record.centreOfGravityId === centreOfGravityId)
  const capabilities = own(plan.capability)
  const requirements = own(plan.requirement)
  const vulnerabilities = own(plan.vulnerability)
  const counts = countObjectives(plan.objective)

  const branchOf = (requirement: Requirement | undefined, hurt: readonly Vulnerability[]): RequirementBranch => ({
    requirement,
    vulnerabilities: hurt.map(each => ({ vulnerability: each, objectiveCount: counts.get(each.id) ?? 0 })),
  })
  const requirementBranch = (requirement: Requirement) =>
    branchOf(
      requirement,
      vulnerabilities.filter(each => each.requirementId === requirement.id),
    )
  const branches: CapabilityBranch[] = capabilities.map(capability => ({
    capability,
    requirements: requirements.filter(each => each.capabilityId === capability.id).map(requirementBranch),
  }))

  const capabilityIds = new Set(capabilities.map(each => each.id))
  const requirementIds = new Set(requirements.map(each => each.id))
  const looseRequirements = requirements.filter(each => !capabilityIds.has(each.capabilityId ?? ''))
  const looseVulnerabilities = vulnerabilities.filter(each => !requirementIds.has(each.requirementId ?? ''))
  const loose = looseRequirements.map(requirementBranch)
  if (looseVulnerabilities.length > 0) loose.push(branchOf(undefined, looseVulnerabilities))
  return loose.length > 0 ? [...branches, { capability: undefined, requirements: loose }] : branches
}

function countObjectives(objectives: ReadonlyMap<string, RecordOf<'objective'>>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { cogLinks } of objectives.values()) {
    for (const id of new Set(cogLinks ?? [])) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
