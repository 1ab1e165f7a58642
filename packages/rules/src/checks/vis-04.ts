import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const vis04 = defineRule({
  id: 'VIS-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'Introduction (first of three efforts)',
  reads: ['vision'],
  *find({ plan }) {
    const ref = { kind: 'vision', id: 'vision' } as const
    const missing = missingIn(plan.vision.get('vision') ?? {}, ['internationalRole', 'hostResponsibilities'])
    const [field] = missing
    if (field !== undefined) yield { about: ref, facts: { missing: { words: missing } }, at: { ref, field } }
  },
})
