import { titleOf } from '@barycentre/plan'
import { newestAbout } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const ben07 = defineRule({
  id: 'BEN-07',
  severity: 'advice',
  nature: 'gap',
  from: 'consolidation',
  source: '§2.4.5; rec 3.3.5',
  reads: ['benchmark', 'national-agreement'],
  *find({ plan, ledger }) {
    for (const benchmark of plan.benchmark.values()) {
      if (benchmark.category !== 'core') continue
      const ref = refOf(benchmark)
      if (newestAbout(ledger, 'national-agreement', ref) !== true)
        yield { about: ref, facts: { title: titleOf(benchmark) } }
    }
  },
})
