import { textIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const rev02 = defineRule({
  id: 'REV-02',
  severity: 'warning',
  nature: 'time',
  from: 'planning',
  source: 'rec 3.3.8',
  reads: ['review', 'day'],
  *find({ ledger, day }) {
    for (const { kind, id, body } of ledger.review ?? []) {
      const on = textIn(body, 'scheduledFor')
      if (textIn(body, 'status') !== 'scheduled' || on === undefined || on >= day) continue
      yield { about: { kind, id }, facts: { title: textIn(body, 'title') ?? id, on: { date: on } } }
    }
  },
})
