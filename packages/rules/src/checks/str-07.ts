import { titleOf } from '@barycentre/plan'
import { postsWithFeature } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str07 = defineRule({
  id: 'STR-07',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.4.4(a)',
  reads: ['post'],
  *find({ plan }) {
    for (const centre of postsWithFeature(plan, 'joc')) {
      const { openTo = [] } = centre
      const missing = ['UNCT', 'OCHA'].filter(group => !openTo.includes(group))
      if (missing.length === 0) continue
      const ref = refOf(centre)
      const args = { kind: 'post', id: centre.id, field: 'openTo', members: [...openTo, ...missing] }
      const facts = { title: titleOf(centre), groups: { words: missing } }
      yield { about: ref, facts, at: { ref, field: 'openTo' }, remedy: { name: 'record.set-members', args } }
    }
  },
})
