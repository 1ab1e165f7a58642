import { titleOf } from '@barycentre/plan'
import { isLive, isOfFunction } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const hrt03 = defineRecordRule({
  id: 'HRT-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.10; §2.4.4',
  each: 'objective',
  reads: ['function'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const { humanRightsScreen } = objective
    if (humanRightsScreen === 'planned' || humanRightsScreen === 'done') return undefined
    if (!isOfFunction(plan, objective, ['ddr_disarmament', 'ddr_reintegration', 'ssr', 'police'])) return undefined
    const ref = refOf(objective)
    return {
      facts: { title: titleOf(objective) },
      at: { ref, field: 'humanRightsScreen' },
      remedy: { name: 'record.set', args: { ...ref, field: 'humanRightsScreen', value: 'planned' } },
    }
  },
})
