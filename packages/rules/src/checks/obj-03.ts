import { titleOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const obj03 = defineRecordRule({
  id: 'OBJ-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'Introduction; §2.3; rec 3.3.2',
  each: 'objective',
  reads: [],
  findIn(objective) {
    if (!isLive(objective)) return undefined
    const { origin, needStatement, assessmentIds = [] } = objective
    if (origin !== 'supply_driven' && origin !== 'inherited_programme') return undefined
    if (!isBlank(needStatement) || assessmentIds.length > 0) return undefined
    const ref = refOf(objective)
    return { facts: { title: titleOf(objective) }, at: { ref, field: 'needStatement' } }
  },
})
