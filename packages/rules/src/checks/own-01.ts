import { titleOf, givenIn } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const own01 = defineRule({
  id: 'OWN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5; §2.3',
  reads: ['objective'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      if (givenIn(objective, 'nationalCounterpartId').state !== 'not-recorded') continue
      const ref = refOf(objective)
      yield { about: ref, facts: { title: titleOf(objective) }, at: { ref, field: 'nationalCounterpartId' } }
    }
  },
})
