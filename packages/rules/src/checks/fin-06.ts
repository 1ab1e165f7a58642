import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const fin06 = defineRecordRule({
  id: 'FIN-06',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.2',
  each: 'fundingLine',
  reads: [],
  findIn(line) {
    const missing = missingIn(line, ['source', 'missionContribution'])
    const [field] = missing
    if (field === undefined) return undefined
    const ref = refOf(line)
    return { facts: { title: titleOf(line), missing: { words: missing } }, at: { ref, field } }
  },
})
