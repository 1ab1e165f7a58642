import { titleOf } from '@barycentre/plan'
import { liveObjectives, isLive, placeOfPhase, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const obj06 = defineRule({
  id: 'OBJ-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§1.2 (strategic sequencing); Introduction',
  reads: ['objective', 'phase'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const { afterIds = [] } = objective
      if (afterIds.length === 0) continue
      const end = placeOfPhase(plan, phasesOf(plan, objective).at(-1)?.id)
      for (const id of afterIds) {
        const earlier = plan.objective.get(id)
        if (earlier === undefined || !isLive(earlier)) continue
        const start = placeOfPhase(plan, phasesOf(plan, earlier)[0]?.id)
        if (end === undefined || start === undefined || start <= end) continue
        const ref = refOf(objective)
        const facts = { title: titleOf(objective), other: titleOf(earlier) }
        yield { about: ref, part: id, facts, at: { ref, field: 'phaseIds' } }
      }
    }
  },
})
