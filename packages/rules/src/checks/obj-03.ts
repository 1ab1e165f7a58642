import { titleOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const obj03 = defineRule({
  id: 'OBJ-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'Introduction; §2.3; rec 3.3.2',
  reads: ['objective'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const { origin, needStatement, assessmentIds = [] } = objective
      if (origin !== 'supply_driven' && origin !== 'inherited_programme') continue
      if (!isBlank(needStatement) || assessmentIds.length > 0) continue
      const ref = refOf(objective)
      yield { about: ref, facts: { title: titleOf(objective) }, at: { ref, field: 'needStatement' } }
    }
  },
})
