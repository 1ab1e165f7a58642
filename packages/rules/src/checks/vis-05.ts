import { agreedTextOf, groupsNotAgreeing } from '../notions/agreement.ts'
import { newestAbout } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const vis05 = defineRule({
  id: 'VIS-05',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; ES',
  reads: ['endorsement', 'vision-status', 'vision-version'],
  *find({ plan, ledger }) {
    const about = { kind: 'vision', id: 'vision' } as const
    if (newestAbout(ledger, 'vision-status', about) !== 'agreed') return
    const groups = groupsNotAgreeing(plan, agreedTextOf(ledger, about))
    if (groups.length > 0) yield { about, facts: { groups: { words: groups } } }
  },
})
