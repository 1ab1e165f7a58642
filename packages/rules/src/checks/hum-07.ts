import { titleOf } from '@barycentre/plan'
import { postsWithFeature } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hum07 = defineRule({
  id: 'HUM-07',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.4.3; §2.4.3',
  reads: ['post'],
  *find({ plan }) {
    for (const office of postsWithFeature(plan, 'humanitarian_support_office')) {
      if (office.location !== 'mission_compound') continue
      const ref = refOf(office)
      yield { about: ref, facts: { title: titleOf(office) }, at: { ref, field: 'location' } }
    }
  },
})
