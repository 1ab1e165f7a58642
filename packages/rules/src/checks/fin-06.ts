import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const fin06 = defineRule({
  id: 'FIN-06',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.2',
  reads: ['fundingLine'],
  *find({ plan }) {
    for (const line of plan.fundingLine.values()) {
      const missing = missingIn(line, ['source', 'missionContribution'])
      const [field] = missing
      if (field === undefined) continue
      const ref = refOf(line)
      yield { about: ref, facts: { title: titleOf(line), missing: { words: missing } }, at: { ref, field } }
    }
  },
})
