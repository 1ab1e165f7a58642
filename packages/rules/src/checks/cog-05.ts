import { titleOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { missingIn } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const cog05 = defineRecordRule({
  id: 'COG-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2',
  each: 'objective',
  reads: [],
  findIn(objective) {
    if (!isLive(objective)) return undefined
    if (objective.priority !== 'main_effort' || missingIn(objective, ['cogLinks']).length === 0) return undefined
    const ref = refOf(objective)
    return { facts: { title: titleOf(objective) }, at: { ref, field: 'cogLinks' } }
  },
})
