import { titleOf } from '@barycentre/plan'
import { newestAbout, textIn } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum08 = defineRule({
  id: 'HUM-08',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.4.7; §2.4.3 and note 52',
  reads: ['activity', 'determination'],
  *find({ plan, ledger }) {
    for (const activity of plan.activity.values()) {
      const { activityKind, status } = activity
      if (activityKind !== 'qip' && activityKind !== 'hearts_and_minds') continue
      if (status !== 'approved' && status !== 'ongoing' && status !== 'completed') continue
      const ref = refOf(activity)
      const word = textIn(newestAbout(ledger, 'determination', ref), 'status')
      if (word === 'assented' || word === 'assented_with_conditions') continue
      yield { about: ref, facts: { title: titleOf(activity), status: { words: [`activity.${status}`] } } }
    }
  },
})
