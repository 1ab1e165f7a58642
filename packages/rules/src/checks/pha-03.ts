import { titleOf } from '@barycentre/plan'
import { liveObjectives, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pha03 = defineRule({
  id: 'PHA-03',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; §1.2; §2.4.1',
  reads: ['objective', 'phase', 'entity', 'plan'],
  *find({ plan }) {
    const stage = plan.plan.get('plan')?.stage
    const isLate = stage === 'consolidation' || stage === 'drawdown' || stage === 'closed'
    for (const objective of liveObjectives(plan)) {
      if (objective.endsHere === true || objective.followOnId !== undefined) continue
      if (phasesOf(plan, objective).at(-1)?.missionRun !== true) continue
      const receiver = objective.handover?.toEntityId
      if (receiver !== undefined && plan.entity.get(receiver)?.insideMission !== true) continue
      const ref = refOf(objective)
      const severity = isLate ? 'blocker' : 'warning'
      yield { about: ref, severity, facts: { title: titleOf(objective) }, at: { ref, field: 'handover.toEntityId' } }
    }
  },
})
