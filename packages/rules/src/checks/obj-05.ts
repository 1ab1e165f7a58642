import { titleOf } from '@barycentre/plan'
import { isLive, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const obj05 = defineRecordRule({
  id: 'OBJ-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.1; ES',
  each: 'objective',
  reads: ['phase'],
  findIn(objective, { plan }) {
    if (!isLive(objective)) return undefined
    const last = phasesOf(plan, objective).at(-1)
    if (last?.phaseKind !== 'stabilisation' && last?.phaseKind !== 'humanitarian') return undefined
    if (
      objective.followOnId !== undefined ||
      objective.handover?.toEntityId !== undefined ||
      objective.endsHere === true
    )
      return undefined
    const ref = refOf(objective)
    return { facts: { title: titleOf(objective), phase: titleOf(last) }, at: { ref, field: 'followOnId' } }
  },
})
