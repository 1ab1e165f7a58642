import { titleOf } from '@barycentre/plan'
import { isOpen } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pln07 = defineRule({
  id: 'PLN-07',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.2',
  reads: ['assumption', 'objective', 'day'],
  *find({ plan, day }) {
    for (const assumption of plan.assumption.values()) {
      const { status, reviewOn, dependentIds = [] } = assumption
      const dependents = dependentIds.flatMap(id => plan.objective.get(id) ?? []).filter(isOpen)
      const isOverdue = status === 'untested' && reviewOn !== undefined && reviewOn < day
      if (!isOverdue && !(status === 'broken' && dependents.length > 0)) continue
      const ref = refOf(assumption)
      const facts = {
        title: titleOf(assumption),
        state: isOverdue ? 'untested' : 'broken',
        dependents: { texts: dependents.map(titleOf) },
      }
      yield { about: ref, facts, at: { ref, field: 'status' } }
    }
  },
})
