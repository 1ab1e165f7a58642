import { titleOf, isCarried } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str02 = defineRule({
  id: 'STR-02',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.1; §1.3',
  reads: ['objective', 'post'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan))
      if (!isCarried(plan, objective)) yield { about: refOf(objective), facts: { title: titleOf(objective) } }
  },
})
