import { titleOf, givenIn } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const own01 = defineRecordRule({
  id: 'OWN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5; §2.3',
  each: 'objective',
  reads: [],
  findIn(objective) {
    if (!isLive(objective)) return undefined
    if (givenIn(objective, 'nationalCounterpartId').state !== 'not-recorded') return undefined
    const ref = refOf(objective)
    return { facts: { title: titleOf(objective) }, at: { ref, field: 'nationalCounterpartId' } }
  },
})
