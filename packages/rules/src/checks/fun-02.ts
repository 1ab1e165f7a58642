import { thresholdsOf } from '@barycentre/plan'
import { dimensions } from '../notions/integration.ts'
import { defineRule } from '../rule.ts'

export const fun02 = defineRule({
  id: 'FUN-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'ES; §2.1; rec 3.1.1',
  reads: ['function', 'plan'],
  *find({ plan }) {
    const { templateFrom } = thresholdsOf(plan)
    const vectors = [...plan.function.values()].flatMap(({ integration }) =>
      integration === undefined ? [] : JSON.stringify(dimensions.map(dimension => integration[dimension] ?? null)),
    )
    if (vectors.length >= templateFrom && new Set(vectors).size === 1) yield { facts: { count: vectors.length } }
  },
})
