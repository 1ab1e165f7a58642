import { titleOf } from '@barycentre/plan'
import { liveObjectives, isOfFunction } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hrt03 = defineRule({
  id: 'HRT-03',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.4.10; §2.4.4',
  reads: ['objective', 'function'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const { humanRightsScreen } = objective
      if (humanRightsScreen === 'planned' || humanRightsScreen === 'done') continue
      if (!isOfFunction(plan, objective, ['ddr_disarmament', 'ddr_reintegration', 'ssr', 'police'])) continue
      const ref = refOf(objective)
      yield {
        about: ref,
        facts: { title: titleOf(objective) },
        at: { ref, field: 'humanRightsScreen' },
        remedy: { name: 'record.set', args: { ...ref, field: 'humanRightsScreen', value: 'planned' } },
      }
    }
  },
})
