import { titleOf } from '@barycentre/plan'
import { postsWithFeature, postsInRole, isJoined } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hrt02 = defineRule({
  id: 'HRT-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.4; Introduction (second dilemma)',
  reads: ['post', 'line'],
  *find({ plan }) {
    const outside = postsInRole(plan, 'OHCHR')
    const [to] = outside
    for (const adviser of postsWithFeature(plan, 'human_rights_adviser')) {
      if (isJoined(plan, [adviser], outside, 'dotted', 'technical')) continue
      yield {
        about: refOf(adviser),
        facts: { title: titleOf(adviser) },
        ...(to !== undefined && {
          remedy: { name: 'line.draw', args: { from: adviser.id, to: to.id, type: 'technical' } },
        }),
      }
    }
  },
})
