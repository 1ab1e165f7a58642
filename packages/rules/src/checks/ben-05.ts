import { titleOf, benchmarksOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const ben05 = defineRecordRule({
  id: 'BEN-05',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.3; §2.4.1; rec 3.5.6; method: UN benchmarking guide 2010',
  each: 'objective',
  reads: ['benchmark'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const benchmarks = benchmarksOf(plan, objective.id)
    if (benchmarks.length === 0 || !benchmarks.every(({ level }) => level === 'input' || level === 'output'))
      return undefined
    return { facts: { title: titleOf(objective) } }
  },
})
