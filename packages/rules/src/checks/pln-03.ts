import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pln03 = defineRule({
  id: 'PLN-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.3',
  reads: ['assessment'],
  *find({ plan }) {
    const own = [...plan.assessment.values()].filter(({ assessmentKind }) => assessmentKind === 'macro_economic_impact')
    if (own.some(({ status }) => status === 'underway' || status === 'done')) return
    const [first] = own
    if (first !== undefined) yield { at: { ref: refOf(first), field: 'status' } }
    else {
      const fields = { assessmentKind: 'macro_economic_impact', status: 'planned' }
      yield { remedy: { name: 'record.create', args: { kind: 'assessment', fields } } }
    }
  },
})
