import { titleOf, indexed, type Plan } from '@barycentre/plan'
import { postsWithHat, hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum06 = defineRule({
  id: 'HUM-06',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.5; §2.4.1',
  reads: ['post'],
  *find({ plan }) {
    for (const post of postsWithHat(plan, 'DSRSG')) {
      const alone = ['RC', 'HC'].filter(hat => hatsOf(post).includes(hat) && !isSupported(plan, hat))
      if (alone.length > 0) yield { about: refOf(post), facts: { title: titleOf(post), hats: { words: alone } } }
    }
  },
})

function isSupported(plan: Plan, hat: string): boolean {
  return supporting(plan, hat).some(({ staffing }) => (staffing?.authorised ?? 0) >= 1)
}

const supporting = indexed('post', post => post.supportsHat)
