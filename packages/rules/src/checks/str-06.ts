import { titleOf } from '@barycentre/plan'
import { isOfCountryTeam } from '../notions/groups.ts'
import { postsWithFeature } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str06 = defineRule({
  id: 'STR-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2',
  reads: ['post', 'entity'],
  *find({ plan }) {
    for (const cell of postsWithFeature(plan, 'jmac')) {
      const { openTo = [] } = cell
      if (openTo.some(word => word === 'UNCT' || isOfCountryTeam(plan.entity.get(word)))) continue
      const ref = refOf(cell)
      const args = { kind: 'post', id: cell.id, field: 'openTo', member: 'UNCT' }
      yield {
        about: ref,
        facts: { title: titleOf(cell) },
        at: { ref, field: 'openTo' },
        remedy: { name: 'record.add-member', args },
      }
    }
  },
})
