import { postsWithFeature } from '../notions/structure.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const str08 = defineRule({
  id: 'STR-08',
  severity: 'advice',
  nature: 'gap',
  from: 'start_up',
  source: 'rec 3.4.4(a)-(j)',
  reads: ['post', 'arrangement'],
  *find({ plan }) {
    const open = features.filter(feature => {
      const { status, reason } = plan.arrangement.get(`feature:${feature}`) ?? {}
      const isSettled = status === 'planned' || status === 'in_place' || (status === 'waived' && !isBlank(reason))
      return !isSettled && postsWithFeature(plan, feature).length === 0
    })
    if (open.length > 0)
      yield { facts: { features: { words: open.map(feature => `feature.${feature}`) }, count: open.length } }
  },
})

/** Those of recommendation 3.4.4. */
const features = [
  'joc',
  'strategic_planning',
  'cabinet',
  'funding_cell',
  'mainstreaming',
  'outreach',
  'real_time_evaluation',
  'best_practices',
  'common_security',
  'common_training',
] as const
