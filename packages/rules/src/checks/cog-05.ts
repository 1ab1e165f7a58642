import { titleOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const cog05 = defineRule({
  id: 'COG-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2',
  reads: ['objective'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      if (objective.priority !== 'main_effort' || missingIn(objective, ['cogLinks']).length === 0) continue
      const ref = refOf(objective)
      yield { about: ref, facts: { title: titleOf(objective) }, at: { ref, field: 'cogLinks' } }
    }
  },
})
