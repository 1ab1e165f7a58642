import { titleOf } from '@barycentre/plan'
import { moneyOf } from '../notions/money.ts'
import { liveObjectives, isOpen } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fin07 = defineRule({
  id: 'FIN-07',
  severity: 'warning',
  nature: 'gap',
  from: 'implementation',
  source: '§2.4.2; rec 3.3.2',
  reads: ['plan', 'objective', 'fundingLine'],
  *find({ plan }) {
    const now = plan.plan.get('plan')?.currentPhaseId
    for (const objective of liveObjectives(plan)) {
      if (now === undefined || !isOpen(objective) || objective.phaseIds?.includes(now) !== true) continue
      if (moneyOf(plan, objective).received === 0)
        yield { about: refOf(objective), facts: { title: titleOf(objective) } }
    }
  },
})
