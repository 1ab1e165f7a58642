import { titleOf } from '@barycentre/plan'
import { liveObjectives, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const obj05 = defineRule({
  id: 'OBJ-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.1; ES',
  reads: ['objective', 'phase'],
  *find({ plan }) {
    for (const objective of liveObjectives(plan)) {
      const last = phasesOf(plan, objective).at(-1)
      if (last?.phaseKind !== 'stabilisation' && last?.phaseKind !== 'humanitarian') continue
      if (
        objective.followOnId !== undefined ||
        objective.handover?.toEntityId !== undefined ||
        objective.endsHere === true
      )
        continue
      const ref = refOf(objective)
      yield { about: ref, facts: { title: titleOf(objective), phase: titleOf(last) }, at: { ref, field: 'followOnId' } }
    }
  },
})
