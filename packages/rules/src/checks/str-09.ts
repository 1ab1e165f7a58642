import { titleOf } from '@barycentre/plan'
import { postsWithFeature, headsOfMission, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str09 = defineRule({
  id: 'STR-09',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.4.4(b),(d)',
  reads: ['post', 'line'],
  *find({ plan }) {
    const heads = headsOfMission(plan)
    const [head] = heads
    for (const feature of ['strategic_planning', 'funding_cell'])
      for (const cell of postsWithFeature(plan, feature)) {
        if (isJoined(plan, [cell], heads, 'direct')) continue
        yield {
          about: refOf(cell),
          facts: { title: titleOf(cell) },
          ...(head !== undefined && { remedy: { name: 'post.reparent', args: { id: cell.id, superiorId: head.id } } }),
        }
      }
  },
})
