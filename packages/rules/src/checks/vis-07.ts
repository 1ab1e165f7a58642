import { thresholdsOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { defineRule } from '../rule.ts'

export const vis07 = defineRule({
  id: 'VIS-07',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.2',
  reads: ['objective', 'plan'],
  *find({ plan }) {
    const { mainEffortFrom, mainEffortOneIn } = thresholdsOf(plan)
    const objectives = liveObjectives(plan)
    const chosen = objectives.filter(({ priority }) => priority === 'main_effort').length
    if (objectives.length < mainEffortFrom) return
    if (chosen === 0 || chosen > Math.ceil(objectives.length / mainEffortOneIn))
      yield { facts: { count: chosen, all: objectives.length } }
  },
})
