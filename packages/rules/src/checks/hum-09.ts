import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum09 = defineRule({
  id: 'HUM-09',
  severity: 'advice',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.3 note 52',
  reads: ['activity'],
  *find({ plan }) {
    for (const activity of plan.activity.values()) {
      const { activityKind, fundingSource, objectiveIds = [] } = activity
      if (activityKind !== 'qip' && activityKind !== 'hearts_and_minds') continue
      if (fundingSource !== 'contingent' || objectiveIds.length > 0) continue
      const ref = refOf(activity)
      yield { about: ref, facts: { title: titleOf(activity) }, at: { ref, field: 'objectiveIds' } }
    }
  },
})
