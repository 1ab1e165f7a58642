import { titleOf, type Call } from '@barycentre/plan'
import { agreedTextOf, groupsNotAgreeing } from '../notions/agreement.ts'
import { liveCentres } from '../notions/centres.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const cog02 = defineRule({
  id: 'COG-02',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.2; rec 3.3.4; rec 3.5.2',
  reads: ['centreOfGravity', 'endorsement', 'centre-of-gravity-version'],
  *find({ plan, ledger }) {
    for (const centre of liveCentres(plan)) {
      const groups = groupsNotAgreeing(plan, agreedTextOf(ledger, centre))
      const [first] = groups
      if (first === undefined) continue
      yield {
        about: refOf(centre),
        facts: { title: titleOf(centre), groups: { words: groups } },
        remedy: askFor(centre.id, first),
      }
    }
  },
})

function askFor(subjectRef: string, assignedTo: string): Call {
  return { name: 'finding.follow-up', args: { checkId: 'COG-02', subjectRef, assignedTo } }
}
