import { titleOf } from '@barycentre/plan'
import { earliest } from '../notions/days.ts'
import { isLive, phasesOf } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fin03 = defineRule({
  id: 'FIN-03',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.2',
  reads: ['fundingLine', 'objective', 'phase'],
  *find({ plan }) {
    for (const line of plan.fundingLine.values()) {
      if (line.source !== 'mdtf' || line.availableFrom === undefined) continue
      const objectives = (line.objectiveIds ?? []).flatMap(id => plan.objective.get(id) ?? []).filter(isLive)
      const start = earliest(objectives.flatMap(each => phasesOf(plan, each).map(({ plannedStart }) => plannedStart)))
      if (start === undefined || line.availableFrom <= start) continue
      const ref = refOf(line)
      const facts = { title: titleOf(line), from: { date: line.availableFrom }, start: { date: start } }
      yield { about: ref, facts, at: { ref, field: 'availableFrom' } }
    }
  },
})
