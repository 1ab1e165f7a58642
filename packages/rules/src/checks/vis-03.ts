import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const vis03 = defineRule({
  id: 'VIS-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2',
  reads: ['vision'],
  *find({ plan }) {
    const ref = { kind: 'vision', id: 'vision' } as const
    const missing = missingIn(plan.vision.get('vision') ?? {}, [
      'localOwnership',
      'nationalCapacity',
      'nonUnStakeholders',
    ])
    const [field] = missing
    if (field !== undefined) yield { about: ref, facts: { missing: { words: missing } }, at: { ref, field } }
  },
})
