import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const ben02 = defineRule({
  id: 'BEN-02',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; §1',
  reads: ['phase'],
  *find({ plan }) {
    for (const phase of [...plan.phase.values()].slice(0, -1)) {
      if (missingIn(phase, ['exitBenchmarkIds']).length === 0) continue
      const ref = refOf(phase)
      yield { about: ref, facts: { title: titleOf(phase) }, at: { ref, field: 'exitBenchmarkIds' } }
    }
  },
})
