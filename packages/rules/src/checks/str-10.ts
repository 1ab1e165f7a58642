import { titleOf } from '@barycentre/plan'
import { postsWithHat } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const str10 = defineRule({
  id: 'STR-10',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.5',
  reads: ['post', 'function'],
  *find({ plan }) {
    const deputies = postsWithHat(plan, 'DSRSG').filter(({ demarcationNote }) => isBlank(demarcationNote))
    for (const [i, one] of deputies.entries())
      for (const other of deputies.slice(i + 1)) {
        const shared = (one.functionIds ?? []).filter(id => other.functionIds?.includes(id))
        const named = shared.flatMap(id => plan.function.get(id) ?? [])
        if (shared.length === 0) continue
        const ref = refOf(one)
        const facts = { titles: { texts: [titleOf(one), titleOf(other)] }, functions: { texts: named.map(titleOf) } }
        yield { about: ref, part: other.id, facts, at: { ref, field: 'demarcationNote' } }
      }
  },
})
