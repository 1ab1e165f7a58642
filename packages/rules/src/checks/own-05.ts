import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const own05 = defineRule({
  id: 'OWN-05',
  severity: 'warning',
  nature: 'gap',
  from: 'start_up',
  source: 'rec 3.5.5; §2.4.5',
  reads: ['arrangement'],
  *find({ plan }) {
    const { status, reason } = plan.arrangement.get('communications_strategy') ?? {}
    if (status === 'in_place' || (status === 'waived' && !isBlank(reason))) return
    const ref = { kind: 'arrangement', id: 'communications_strategy' } as const
    if (status !== undefined) yield { facts: { state: status }, at: { ref, field: 'status' } }
    else {
      const remedy = { name: 'record.create', args: { ...ref, fields: { status: 'planned' } } }
      yield { facts: { state: 'none' }, remedy }
    }
  },
})
