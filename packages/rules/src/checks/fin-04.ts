import { titleOf, fundingLinesOf } from '@barycentre/plan'
import { isOfCountryTeam, entityOf } from '../notions/groups.ts'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const fin04 = defineRecordRule({
  id: 'FIN-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.2; §2.4.2',
  each: 'objective',
  reads: ['phase', 'entity', 'fundingLine'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const [firstPhase] = plan.phase.keys()
    if (firstPhase === undefined || objective.humanitarian === true) return undefined
    if (objective.phaseIds?.includes(firstPhase) !== true) return undefined
    const lead = entityOf(plan, objective.leadEntityId)
    if (lead === undefined || !isOfCountryTeam(lead)) return undefined
    if (fundingLinesOf(plan, objective.id).some(({ source }) => source === 'assessed')) return undefined
    return { facts: { title: titleOf(objective), lead: lead.acronym ?? titleOf(lead) } }
  },
})
