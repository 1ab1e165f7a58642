import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const pln04 = defineRule({
  id: 'PLN-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; §2.1; §2.4.1',
  reads: ['vision', 'assessment'],
  *find({ plan }) {
    const isStudied = [...plan.assessment.values()].some(({ assessmentKind }) => assessmentKind === 'regional')
    if (isStudied || missingIn(plan.vision.get('vision') ?? {}, ['regionalDimension']).length === 0) return
    yield { at: { ref: { kind: 'vision', id: 'vision' }, field: 'regionalDimension' } }
  },
})
