import { titleOf, benchmarksOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const obj07 = defineRecordRule({
  id: 'OBJ-07',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§1; rec 3.3.1; rec 3.5.6',
  each: 'objective',
  reads: ['benchmark'],
  findIn(objective, { plan }) {
    if (!isLive(objective) || benchmarksOf(plan, objective.id).length > 0) return undefined
    return { facts: { title: titleOf(objective) } }
  },
})
