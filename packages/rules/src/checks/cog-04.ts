import { titleOf, vulnerabilitiesOf, objectivesOnVulnerability } from '@barycentre/plan'
import { liveCentres } from '../notions/centres.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const cog04 = defineRule({
  id: 'COG-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2',
  reads: ['centreOfGravity', 'vulnerability', 'objective'],
  *find({ plan }) {
    for (const centre of liveCentres(plan))
      for (const vulnerability of vulnerabilitiesOf(plan, centre.id)) {
        if (objectivesOnVulnerability(plan, vulnerability.id).some(isLive)) continue
        const title = titleOf(vulnerability)
        const fields = { title, cogLinks: [vulnerability.id], status: 'proposed' }
        yield {
          about: refOf(vulnerability),
          facts: { title },
          remedy: { name: 'record.create', args: { kind: 'objective', fields } },
        }
      }
  },
})
