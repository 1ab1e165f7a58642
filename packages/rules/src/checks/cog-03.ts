import { titleOf, capabilitiesOf, requirementsOf, vulnerabilitiesOf } from '@barycentre/plan'
import { liveCentres } from '../notions/centres.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const cog03 = defineRule({
  id: 'COG-03',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.2 (decisive parameters); method: Strange, Eikmeier',
  reads: ['centreOfGravity', 'capability', 'requirement', 'vulnerability'],
  *find({ plan }) {
    for (const centre of liveCentres(plan)) {
      const capabilities = capabilitiesOf(plan, centre.id)
      const answered = new Set(requirementsOf(plan, centre.id).map(({ capabilityId }) => capabilityId))
      const missing = [
        ...(capabilities.length === 0 ? ['capabilities'] : []),
        ...(capabilities.some(({ id }) => !answered.has(id)) ? ['requirements'] : []),
        ...(vulnerabilitiesOf(plan, centre.id).length === 0 ? ['vulnerabilities'] : []),
      ]
      if (missing.length > 0)
        yield { about: refOf(centre), facts: { title: titleOf(centre), missing: { words: missing } } }
    }
  },
})
