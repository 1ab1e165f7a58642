import { titleOf, fundingLinesOf, type FundingLine } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { defineRecordRule } from '../rule.ts'

export const fin02 = defineRecordRule({
  id: 'FIN-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.2; §2.4.2; rec 3.3.2',
  each: 'objective',
  reads: ['fundingLine'],
  findIn(objective, { plan }) {
    if (!isLive(objective) || objective.priority !== 'main_effort') return undefined
    const needed = fundingLinesOf(plan, objective.id).filter(({ required = 0 }) => required > 0)
    if (needed.length === 0 || !needed.every(isUncertain)) return undefined
    return { facts: { title: titleOf(objective) } }
  },
})

function isUncertain({ source, predictability }: FundingLine): boolean {
  return (source === 'voluntary' || source === 'mdtf' || source === 'bilateral') && predictability !== 'firm'
}
