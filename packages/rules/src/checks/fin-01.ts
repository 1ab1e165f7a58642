import { titleOf, fundingLinesOf } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const fin01 = defineRecordRule({
  id: 'FIN-01',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2',
  each: 'objective',
  reads: ['fundingLine'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const paid = fundingLinesOf(plan, objective.id).filter(({ received = 0 }) => received > 0)
    if (!paid.some(({ use }) => use === 'posts')) return undefined
    if (paid.some(({ use }) => use === 'programme' || use === 'mixed')) return undefined
    return { facts: { title: titleOf(objective) } }
  },
})
