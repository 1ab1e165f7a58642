import { textIn, listIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const rev05 = defineRule({
  id: 'REV-05',
  severity: 'warning',
  nature: 'time',
  from: 'planning',
  source: '§2.3; rec 3.5.6',
  reads: ['review', 'day'],
  *find({ ledger, day }) {
    for (const { kind, id, body } of ledger.review ?? []) {
      if (textIn(body, 'status') !== 'held') continue
      for (const [i, recommendation] of listIn(body, 'recommendations').entries()) {
        if (textIn(recommendation, 'status') === 'done') continue
        const due = textIn(recommendation, 'due')
        const isNobodys = textIn(recommendation, 'responsible') === undefined
        if (!isNobodys && (due === undefined || due >= day)) continue
        const facts = {
          title: textIn(recommendation, 'text') ?? textIn(recommendation, 'id') ?? id,
          review: textIn(body, 'title') ?? id,
          state: isNobodys ? 'nobody' : 'late',
          due: { date: due ?? day },
        }
        yield { about: { kind, id }, part: textIn(recommendation, 'id') ?? String(i + 1), facts }
      }
    }
  },
})
