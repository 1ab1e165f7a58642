import { postsWithFeature, headsOfMission, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hrt01 = defineRule({
  id: 'HRT-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.9; §2.4.4',
  reads: ['post', 'line'],
  *find({ plan }) {
    const [advisers, heads] = [postsWithFeature(plan, 'human_rights_adviser'), headsOfMission(plan)]
    if (isJoined(plan, advisers, heads, 'direct')) return
    const [adviser, head] = [advisers[0], heads[0]]
    yield {
      ...(adviser !== undefined && { about: refOf(adviser) }),
      facts: { there: adviser === undefined ? 'no' : 'yes' },
      ...(adviser !== undefined &&
        head !== undefined && { remedy: { name: 'post.reparent', args: { id: adviser.id, superiorId: head.id } } }),
    }
  },
})
