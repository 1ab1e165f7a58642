import { titleOf, thresholdsOf } from '@barycentre/plan'
import { depthOf, dimensions } from '../notions/integration.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const fun01 = defineRule({
  id: 'FUN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.1.1; §2.1; Annex I',
  reads: ['function', 'plan'],
  *find({ plan }) {
    const { deepFrom } = thresholdsOf(plan)
    for (const each of plan.function.values()) {
      const isRecorded = dimensions.some(dimension => each.integration?.[dimension] !== undefined)
      const depth = depthOf(each)
      if (isRecorded && (depth === undefined || depth < deepFrom || !isBlank(each.rationale))) continue
      const ref = refOf(each)
      const facts = { title: titleOf(each), recorded: isRecorded ? 'yes' : 'no', depth: depth ?? 0 }
      yield { about: ref, facts, at: { ref, field: isRecorded ? 'rationale' : 'integration' } }
    }
  },
})
