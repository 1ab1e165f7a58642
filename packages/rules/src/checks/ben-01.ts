import { titleOf, type Benchmark } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const ben01 = defineRecordRule({
  id: 'BEN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.1; rec 3.5.6; §1',
  each: 'benchmark',
  reads: [],
  findIn(benchmark) {
    const missing = parts.filter(
      ({ isThere, field }) => !isThere(benchmark) && isBlank(benchmark.declaredNone?.[field]),
    )
    const [first] = missing
    if (first === undefined) return undefined
    const ref = refOf(benchmark)
    const facts = { title: titleOf(benchmark), missing: { words: missing.map(({ word }) => word) } }
    return { facts, at: { ref, field: first.field } }
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
