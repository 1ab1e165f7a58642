import { decisionsOf } from '../notions/decisions.ts'
import { textIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const ldr04 = defineRule({
  id: 'LDR-04',
  severity: 'advice',
  nature: 'gap',
  from: 'start_up',
  source: 'rec 3.3.9',
  reads: ['decision', 'session'],
  *find({ ledger }) {
    const isHeld = (ledger.session ?? []).some(({ body }) => textIn(body, 'kind') === 'cabinet_premeeting')
    if (!isHeld && decisionsOf(ledger, 'cabinet_premeeting').length === 0) yield {}
  },
})
