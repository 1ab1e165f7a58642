import { titleOf } from '@barycentre/plan'
import { postsWithFeature, postsWithHat } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum04 = defineRule({
  id: 'HUM-04',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3; rec 3.4.3',
  reads: ['post', 'function'],
  *find({ plan }) {
    if (postsWithFeature(plan, 'humanitarian_support_office').length > 0) return
    const coordinators = postsWithHat(plan, 'HC')
    for (const post of coordinators) yield { about: refOf(post), facts: { title: titleOf(post) } }
    if (coordinators.length > 0) return
    for (const each of plan.function.values())
      if (each.key === 'humanitarian_coordination') yield { about: refOf(each), facts: { title: titleOf(each) } }
  },
})
