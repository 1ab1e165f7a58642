import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const vis02 = defineRule({
  id: 'VIS-02',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2; §2.4.1; ES',
  reads: ['vision'],
  *find({ plan }) {
    const missing = missingIn(plan.vision.get('vision') ?? {}, ['longTermDevelopment'])
    if (missing.length > 0)
      yield {
        about: { kind: 'vision', id: 'vision' },
        at: { ref: { kind: 'vision', id: 'vision' }, field: 'longTermDevelopment' },
      }
  },
})
