import { titleOf } from '@barycentre/plan'
import { moneyOf } from '../notions/money.ts'
import { isOpen } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const fin07 = defineRecordRule({
  id: 'FIN-07',
  severity: 'warning',
  nature: 'gap',
  from: 'implementation',
  source: '§2.4.2; rec 3.3.2',
  each: 'objective',
  reads: ['plan', 'fundingLine'],
  findIn(objective, { plan }) {
    const now = plan.plan.get('plan')?.currentPhaseId
    if (now === undefined || !isOpen(objective) || objective.phaseIds?.includes(now) !== true) return undefined
    if (moneyOf(plan, objective).received !== 0) return undefined
    return { facts: { title: titleOf(objective) } }
  },
})
