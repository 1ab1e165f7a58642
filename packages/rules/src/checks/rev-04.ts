import { textIn } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const rev04 = defineRule({
  id: 'REV-04',
  severity: 'advice',
  nature: 'gap',
  from: 'start_up',
  source: 'rec 3.5.6; §2.5',
  reads: ['review', 'arrangement'],
  *find({ plan, ledger }) {
    const isPlanned = (ledger.review ?? []).some(({ body }) => textIn(body, 'kind') === 'independent_oversight')
    const status = plan.arrangement.get('independent_oversight')?.status ?? 'none'
    if (isPlanned || status !== 'none') return
    const ref = { kind: 'arrangement', id: 'independent_oversight' } as const
    if (plan.arrangement.has(ref.id)) yield { at: { ref, field: 'status' } }
    else yield { remedy: { name: 'record.create', args: { ...ref, fields: { status: 'planned' } } } }
  },
})
