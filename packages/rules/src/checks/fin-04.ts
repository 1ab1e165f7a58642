import { titleOf, fundingLinesOf } from '@barycentre/plan'
import { isOfCountryTeam, entityOf } from '../notions/groups.ts'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fin04 = defineRule({
  id: 'FIN-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.2; §2.4.2',
  reads: ['objective', 'phase', 'entity', 'fundingLine'],
  *find({ plan }) {
    const [firstPhase] = plan.phase.keys()
    for (const objective of liveObjectives(plan)) {
      if (firstPhase === undefined || objective.humanitarian === true) continue
      if (objective.phaseIds?.includes(firstPhase) !== true) continue
      const lead = entityOf(plan, objective.leadEntityId)
      if (lead === undefined || !isOfCountryTeam(lead)) continue
      if (fundingLinesOf(plan, objective.id).some(({ source }) => source === 'assessed')) continue
      yield { about: refOf(objective), facts: { title: titleOf(objective), lead: lead.acronym ?? titleOf(lead) } }
    }
  },
})
