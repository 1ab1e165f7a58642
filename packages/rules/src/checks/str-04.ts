import { titleOf } from '@barycentre/plan'
import { linesUp } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str04 = defineRule({
  id: 'STR-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.5.4; §1.3',
  reads: ['post', 'line'],
  *find({ plan }) {
    for (const post of plan.post.values()) {
      if (post.insideMission !== true || post.headOfMission === true || post.postKind === 'body') continue
      if (linesUp(plan, post.id, 'direct').length === 0) yield { about: refOf(post), facts: { title: titleOf(post) } }
    }
  },
})
