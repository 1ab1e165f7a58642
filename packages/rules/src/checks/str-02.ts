import { titleOf, isCarried } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const str02 = defineRecordRule({
  id: 'STR-02',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.1; §1.3',
  each: 'objective',
  reads: ['post'],
  findIn(objective, { plan }) {
    if (!isLive(objective) || isCarried(plan, objective)) return undefined
    return { facts: { title: titleOf(objective) } }
  },
})
