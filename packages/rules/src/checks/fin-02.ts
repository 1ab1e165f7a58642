import { titleOf, fundingLinesOf, type FundingLine } from '@barycentre/plan'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fin02 = defineRule({
  id: 'FIN-02',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.2; §2.4.2; rec 3.3.2',
  reads: ['objective', 'fundingLine'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      if (objective.priority !== 'main_effort') continue
      const needed = fundingLinesOf(plan, objective.id).filter(({ required = 0 }) => required > 0)
      if (needed.length > 0 && needed.every(isUncertain))
        yield { about: refOf(objective), facts: { title: titleOf(objective) } }
    }
  },
})

function isUncertain({ source, predictability }: FundingLine): boolean {
  return (source === 'voluntary' || source === 'mdtf' || source === 'bilateral') && predictability !== 'firm'
}
