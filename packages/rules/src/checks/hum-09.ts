import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const hum09 = defineRecordRule({
  id: 'HUM-09',
  severity: 'advice',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.3 note 52',
  each: 'activity',
  reads: [],
  findIn(activity) {
    const { activityKind, fundingSource, objectiveIds = [] } = activity
    if (activityKind !== 'qip' && activityKind !== 'hearts_and_minds') return undefined
    if (fundingSource !== 'contingent' || objectiveIds.length > 0) return undefined
    const ref = refOf(activity)
    return { facts: { title: titleOf(activity) }, at: { ref, field: 'objectiveIds' } }
  },
})
