import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank, missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const own04 = defineRule({
  id: 'OWN-04',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5; §2.3 (feedback)',
  reads: ['consultation'],
  *find({ plan }) {
    for (const consultation of plan.consultation.values()) {
      if (isBlank(consultation.input) || missingIn(consultation, ['response']).length === 0) continue
      const ref = refOf(consultation)
      yield { about: ref, facts: { title: titleOf(consultation) }, at: { ref, field: 'response' } }
    }
  },
})
