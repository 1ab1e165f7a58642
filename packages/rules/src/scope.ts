import { objectivesThrough, isKind, type Plan, type RecordRef } from '@barycentre/plan'
import type { Finding } from './finding.ts'

/** To whom and to what a finding belongs, for those who look at their part of the plan only. */
export interface Scope {
  readonly groups: ReadonlySet<string>
  readonly phaseIds: ReadonlySet<string>
  readonly functionIds: ReadonlySet<string>
}

/** By the record that it is about and the objectives in whose chains that stands. Of a finding about the whole, nothing. */
export function scopeOf(plan: Plan, { about }: Finding): Scope {
  const groups = new Set<string>()
  const phaseIds = new Set<string>()
  const functionIds = new Set<string>()
  const addEntity = (id: string | undefined) => {
    const group = plan.entity.get(id ?? '')?.group
    if (group !== undefined) groups.add(group)
  }
  if (about === undefined || !isKind(about.kind)) return { groups, phaseIds, functionIds }
  const ref: RecordRef = { kind: about.kind, id: about.id }
  if (ref.kind === 'phase') phaseIds.add(ref.id)
  if (ref.kind === 'function') functionIds.add(ref.id)
  if (ref.kind === 'entity') addEntity(ref.id)
  if (ref.kind === 'post') {
    const { entityId, functionIds: own = [] } = plan.post.get(ref.id) ?? {}
    addEntity(entityId)
    for (const id of own) functionIds.add(id)
  }
  if (ref.kind === 'activity') addEntity(plan.activity.get(ref.id)?.entityId)
  if (ref.kind === 'asset') addEntity(plan.asset.get(ref.id)?.ownerEntityId)
  if (ref.kind === 'phase' || ref.kind === 'post') return { groups, phaseIds, functionIds }
  for (const { leadEntityId, phaseIds: own = [], functionId } of objectivesThrough(plan, ref)) {
    addEntity(leadEntityId)
    for (const id of own) phaseIds.add(id)
    if (functionId !== undefined) functionIds.add(functionId)
  }
  return { groups, phaseIds, functionIds }
}
