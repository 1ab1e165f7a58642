import { titleOf } from '@barycentre/plan'
import { entityOf } from '../notions/groups.ts'
import { newestAbout } from '../notions/ledger.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const pha04 = defineRecordRule({
  id: 'PHA-04',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.5; rec 3.3.1',
  each: 'objective',
  reads: ['entity', 'capacity-level'],
  findIn(objective, { plan, ledger }) {
    if (!isLive(objective)) return undefined
    const { toEntityId, conditionBenchmarkIds = [] } = objective.handover ?? {}
    const receiver = entityOf(plan, toEntityId)
    if (receiver === undefined || conditionBenchmarkIds.length > 0) return undefined
    const level = newestAbout(ledger, 'capacity-level', refOf(receiver))
    if (level !== 'none' && level !== 'low' && level !== 'unknown') return undefined
    const ref = refOf(objective)
    const facts = { title: titleOf(objective), receiver: titleOf(receiver), level: { words: [`capacity.${level}`] } }
    return { facts, at: { ref, field: 'handover.conditionBenchmarkIds' } }
  },
})
