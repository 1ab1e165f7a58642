import { titleOf, benchmarksOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const obj07 = defineRule({
  id: 'OBJ-07',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§1; rec 3.3.1; rec 3.5.6',
  reads: ['objective', 'benchmark'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan))
      if (benchmarksOf(plan, objective.id).length === 0)
        yield { about: refOf(objective), facts: { title: titleOf(objective) } }
  },
})
