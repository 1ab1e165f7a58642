import { titleOf, benchmarksOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const ben05 = defineRule({
  id: 'BEN-05',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.3; §2.4.1; rec 3.5.6; method: UN benchmarking guide 2010',
  reads: ['objective', 'benchmark'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const benchmarks = benchmarksOf(plan, objective.id)
      if (benchmarks.length === 0 || !benchmarks.every(({ level }) => level === 'input' || level === 'output')) continue
      yield { about: refOf(objective), facts: { title: titleOf(objective) } }
    }
  },
})
