import { titleOf, thresholdsOf } from '@barycentre/plan'
import { moneyOf } from '../notions/money.ts'
import { liveObjectives, isLive, placeOfPhase, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pha02 = defineRule({
  id: 'PHA-02',
  severity: 'blocker',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2; ES',
  reads: ['objective', 'phase', 'fundingLine', 'plan'],
  *find({ plan }) {
    const { paidPercent, followOnPercent } = thresholdsOf(plan)
    const now = placeOfPhase(plan, plan.plan.get('plan')?.currentPhaseId)
    for (const objective of liveObjectives(plan)) {
      const next = plan.objective.get(objective.followOnId ?? '')
      if (next === undefined || !isLive(next)) continue
      const [own, then] = [moneyOf(plan, objective), moneyOf(plan, next)]
      const start = placeOfPhase(plan, phasesOf(plan, objective)[0]?.id)
      const isUnderWay = now !== undefined && start !== undefined && start <= now
      if (!isUnderWay && !isPaid(own, paidPercent)) continue
      if (then.required > 0 && isPaid(then, followOnPercent)) continue
      const facts = {
        title: titleOf(objective),
        next: titleOf(next),
        received: then.received,
        required: then.required,
      }
      yield { about: refOf(next), part: objective.id, facts }
    }
  },
})

function isPaid({ required, received }: { required: number; received: number }, percent: number): boolean {
  return required > 0 && received * 100 >= required * percent
}
