import { textIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const rev01 = defineRule({
  id: 'REV-01',
  severity: 'blocker',
  nature: 'time',
  from: 'planning',
  source: '§2.3; rec 3.3.8',
  reads: ['review', 'day'],
  *find({ ledger, day }) {
    const isAhead = (ledger.review ?? []).some(({ body }) => {
      const status = textIn(body, 'status')
      return (status === 'scheduled' || status === 'underway') && (textIn(body, 'scheduledFor') ?? '') >= day
    })
    if (!isAhead) yield {}
  },
})
