import { thresholdsOf } from '@barycentre/plan'
import { defineRule } from '../rule.ts'

export const pln08 = defineRule({
  id: 'PLN-08',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.1',
  reads: ['area', 'plan'],
  *find({ plan }) {
    if (plan.area.size < thresholdsOf(plan).areasFrom) yield { facts: { count: plan.area.size } }
  },
})
