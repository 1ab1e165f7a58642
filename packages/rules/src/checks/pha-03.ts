import { titleOf } from '@barycentre/plan'
import { isLive, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const pha03 = defineRecordRule({
  id: 'PHA-03',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; §1.2; §2.4.1',
  each: 'objective',
  reads: ['phase', 'entity', 'plan'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const stage = plan.plan.get('plan')?.stage
    const isLate = stage === 'consolidation' || stage === 'drawdown' || stage === 'closed'
    if (objective.endsHere === true || objective.followOnId !== undefined) return undefined
    if (phasesOf(plan, objective).at(-1)?.missionRun !== true) return undefined
    const receiver = objective.handover?.toEntityId
    if (receiver !== undefined && plan.entity.get(receiver)?.insideMission !== true) return undefined
    const ref = refOf(objective)
    const severity = isLate ? 'blocker' : 'warning'
    return { severity, facts: { title: titleOf(objective) }, at: { ref, field: 'handover.toEntityId' } }
  },
})
