import { titleOf } from '@barycentre/plan'
import { entityOf } from '../notions/groups.ts'
import { newestAbout } from '../notions/ledger.ts'
import { liveObjectives } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const pha04 = defineRule({
  id: 'PHA-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5; rec 3.3.1',
  reads: ['objective', 'entity', 'capacity-level'],
  *find({ plan, ledger }) {
    for (const objective of liveObjectives(plan)) {
      const { toEntityId, conditionBenchmarkIds = [] } = objective.handover ?? {}
      const receiver = entityOf(plan, toEntityId)
      if (receiver === undefined || conditionBenchmarkIds.length > 0) continue
      const level = newestAbout(ledger, 'capacity-level', refOf(receiver))
      if (level !== 'none' && level !== 'low' && level !== 'unknown') continue
      const ref = refOf(objective)
      const facts = { title: titleOf(objective), receiver: titleOf(receiver), level: { words: [`capacity.${level}`] } }
      yield { about: ref, facts, at: { ref, field: 'handover.conditionBenchmarkIds' } }
    }
  },
})
