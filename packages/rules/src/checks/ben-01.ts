import { titleOf, type Benchmark } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const ben01 = defineRule({
  id: 'BEN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; rec 3.5.6; §1',
  reads: ['benchmark'],
  *find({ plan }) {
    for (const benchmark of plan.benchmark.values()) {
      const missing = parts.filter(
        ({ isThere, field }) => !isThere(benchmark) && isBlank(benchmark.declaredNone?.[field]),
      )
      const [first] = missing
      if (first === undefined) continue
      const ref = refOf(benchmark)
      const facts = { title: titleOf(benchmark), missing: { words: missing.map(({ word }) => word) } }
      yield { about: ref, facts, at: { ref, field: first.field } }
    }
  },
})

/** What makes a benchmark measurable. */
const parts: readonly { word: string; field: string; isThere(benchmark: Benchmark): boolean }[] = [
  { word: 'indicator', field: 'indicator', isThere: ({ indicator }) => !isBlank(indicator) },
  { word: 'baseline', field: 'baseline.value', isThere: ({ baseline }) => baseline?.value !== undefined },
  { word: 'target', field: 'target.value', isThere: ({ target }) => target?.value !== undefined },
  { word: 'targetDate', field: 'target.date', isThere: ({ target }) => target?.date !== undefined },
  {
    word: 'meansOfVerification',
    field: 'meansOfVerification',
    isThere: ({ meansOfVerification }) => !isBlank(meansOfVerification),
  },
]
