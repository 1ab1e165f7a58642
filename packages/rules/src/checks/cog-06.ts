import { titleOf, type CentreOfGravity } from '@barycentre/plan'
import { liveCentres } from '../notions/centres.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const cog06 = defineRule({
  id: 'COG-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.2',
  reads: ['centreOfGravity'],
  *find({ plan }) {
    const agreed = liveCentres(plan).filter(({ status }) => status === 'agreed')
    for (const [i, one] of agreed.entries())
      for (const other of agreed.slice(i + 1)) {
        if (!areAtOnce(one, other)) continue
        const ref = refOf(other)
        const facts = { titles: { texts: [titleOf(one), titleOf(other)] } }
        yield { about: ref, part: one.id, facts, at: { ref, field: 'phaseIds' } }
      }
  },
})

/** One that names no phase stands for all of them. */
function areAtOnce({ phaseIds: some = [] }: CentreOfGravity, { phaseIds: others = [] }: CentreOfGravity): boolean {
  return some.length === 0 || others.length === 0 || some.some(id => others.includes(id))
}
