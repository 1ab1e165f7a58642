import { titleOf } from '@barycentre/plan'
import { newestAbout, textIn } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const hum08 = defineRecordRule({
  id: 'HUM-08',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.4.7; §2.4.3 and note 52',
  each: 'activity',
  reads: ['determination'],
  findIn(activity, { ledger }) {
    const { activityKind, status } = activity
    if (activityKind !== 'qip' && activityKind !== 'hearts_and_minds') return undefined
    if (status !== 'approved' && status !== 'ongoing' && status !== 'completed') return undefined
    const ref = refOf(activity)
    const word = textIn(newestAbout(ledger, 'determination', ref), 'status')
    if (word === 'assented' || word === 'assented_with_conditions') return undefined
    return { facts: { title: titleOf(activity), status: { words: [`activity.${status}`] } } }
  },
})
