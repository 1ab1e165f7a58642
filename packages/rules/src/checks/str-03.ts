import { titleOf, readStructure } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str03 = defineRule({
  id: 'STR-03',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.5.4; §2.4.3',
  reads: ['post', 'line'],
  *find({ plan }) {
    for (const unsound of readStructure(plan).unsound) {
      if (unsound.code !== 'second-superior' && unsound.code !== 'cycle') continue
      const line = plan.line.get(unsound.lineId)
      const post = plan.post.get(line?.from ?? '')
      const other = plan.post.get(line?.to ?? '')
      if (line === undefined || post === undefined || other === undefined) continue
      yield {
        about: refOf(post),
        part: line.id,
        facts: { title: titleOf(post), other: titleOf(other), loop: unsound.code === 'cycle' ? 'yes' : 'no' },
        at: { ref: refOf(line), field: 'type' },
        ...(unsound.code === 'second-superior' && {
          remedy: { name: 'line.change', args: { id: line.id, type: 'dotted' } },
        }),
      }
    }
  },
})
