import { titleOf, thresholdsOf } from '@barycentre/plan'
import { daysBetween } from '../notions/days.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pha05 = defineRule({
  id: 'PHA-05',
  severity: 'advice',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.3.1 (smooth hand-over)',
  reads: ['phase', 'plan'],
  *find({ plan }) {
    const { phaseGapDays } = thresholdsOf(plan)
    const phases = [...plan.phase.values()]
    for (const [i, phase] of phases.entries()) {
      const before = phases[i - 1]
      if (before?.plannedEnd === undefined || phase.plannedStart === undefined) continue
      const days = daysBetween(before.plannedEnd, phase.plannedStart)
      if (days <= phaseGapDays) continue
      const ref = refOf(phase)
      const facts = { title: titleOf(phase), before: titleOf(before), days }
      yield { about: ref, facts, at: { ref, field: 'plannedStart' } }
    }
  },
})
