import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const vis01 = defineRule({
  id: 'VIS-01',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: 'Introduction; §2.2; rec 3.2.1',
  reads: ['vision', 'text'],
  *find({ plan, texts }) {
    const missing = [
      ...(texts.has('vision') ? [] : ['text']),
      ...missingIn(plan.vision.get('vision') ?? {}, ['endState']),
    ]
    if (missing.length > 0) yield { about: { kind: 'vision', id: 'vision' }, facts: { missing: { words: missing } } }
  },
})
