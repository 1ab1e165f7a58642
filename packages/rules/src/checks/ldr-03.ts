import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const ldr03 = defineRule({
  id: 'LDR-03',
  severity: 'advice',
  nature: 'gap',
  from: 'start_up',
  source: 'rec 3.5.3; §2.5',
  reads: ['arrangement'],
  *find({ plan }) {
    const { status, reason } = plan.arrangement.get('senior_orientation') ?? {}
    if (status === 'planned' || status === 'in_place' || (status === 'waived' && !isBlank(reason))) return
    const ref = { kind: 'arrangement', id: 'senior_orientation' } as const
    if (status !== undefined) yield { at: { ref, field: 'status' } }
    else yield { remedy: { name: 'record.create', args: { ...ref, fields: { status: 'planned' } } } }
  },
})
