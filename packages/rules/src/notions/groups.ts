import type { Entity, Plan } from '@barycentre/plan'

/** The four whose agreement a plan needs (report 2.1; rec. 3.3.4). */
export const planningGroups = ['DPKO', 'OCHA', 'DPA', 'UNCT'] as const

export function isOfCountryTeam(entity: Entity | undefined): boolean {
  return entity?.group === 'UNCT'
}

export function entityOf(plan: Plan, id: string | undefined): Entity | undefined {
  return id === undefined ? undefined : plan.entity.get(id)
}
