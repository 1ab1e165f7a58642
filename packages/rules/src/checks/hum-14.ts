import { titleOf } from '@barycentre/plan'
import { isDecidedOn } from '../notions/decisions.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum14 = defineRule({
  id: 'HUM-14',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.6',
  reads: ['mandate', 'decision'],
  *find({ plan, ledger }) {
    for (const mandate of plan.mandate.values()) {
      if (mandate.humanitarianPrinciples === true || isDecidedOn(ledger, `mandate:${mandate.id}`)) continue
      const ref = refOf(mandate)
      yield { about: ref, facts: { title: titleOf(mandate) }, at: { ref, field: 'renewalWishes' } }
    }
  },
})
