import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pln05 = defineRule({
  id: 'PLN-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5',
  reads: ['assessment'],
  *find({ plan }) {
    const own = [...plan.assessment.values()].filter(({ assessmentKind }) => assessmentKind === 'national_capacity')
    if (own.some(({ status }) => status === 'underway' || status === 'done')) return
    const [first] = own
    if (first !== undefined) yield { at: { ref: refOf(first), field: 'status' } }
    else {
      const fields = { assessmentKind: 'national_capacity', status: 'planned' }
      yield { remedy: { name: 'record.create', args: { kind: 'assessment', fields } } }
    }
  },
})
