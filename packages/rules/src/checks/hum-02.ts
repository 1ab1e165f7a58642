import { titleOf } from '@barycentre/plan'
import { postsInRole, postsWithHat, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum02 = defineRule({
  id: 'HUM-02',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3; rec 3.4.7',
  reads: ['post', 'line'],
  *find({ plan }) {
    const relief = postsInRole(plan, 'ERC')
    const [to] = relief
    for (const post of postsWithHat(plan, 'HC')) {
      if (isJoined(plan, [post], relief, 'dotted')) continue
      yield {
        about: refOf(post),
        facts: { title: titleOf(post) },
        ...(to !== undefined && { remedy: { name: 'line.draw', args: { from: post.id, to: to.id, type: 'dotted' } } }),
      }
    }
  },
})
