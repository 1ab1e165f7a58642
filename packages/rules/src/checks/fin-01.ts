import { titleOf, fundingLinesOf } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fin01 = defineRule({
  id: 'FIN-01',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2',
  reads: ['objective', 'fundingLine'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const paid = fundingLinesOf(plan, objective.id).filter(({ received = 0 }) => received > 0)
      if (!paid.some(({ use }) => use === 'posts')) continue
      if (paid.some(({ use }) => use === 'programme' || use === 'mixed')) continue
      yield { about: refOf(objective), facts: { title: titleOf(objective) } }
    }
  },
})
