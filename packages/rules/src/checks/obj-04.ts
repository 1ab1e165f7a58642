import { titleOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const obj04 = defineRule({
  id: 'OBJ-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§1.3; rec 3.3.3; rec 3.5.4',
  reads: ['objective'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      if (missingIn(objective, ['leadEntityId']).length === 0) continue
      const ref = refOf(objective)
      yield { about: ref, facts: { title: titleOf(objective) }, at: { ref, field: 'leadEntityId' } }
    }
  },
})
