import { titleOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const obj04 = defineRecordRule({
  id: 'OBJ-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§1.3; rec 3.3.3; rec 3.5.4',
  each: 'objective',
  reads: [],
  findIn(objective) {
    if (!isLive(objective)) return undefined
    if (missingIn(objective, ['leadEntityId']).length === 0) return undefined
    const ref = refOf(objective)
    return { facts: { title: titleOf(objective) }, at: { ref, field: 'leadEntityId' } }
  },
})
