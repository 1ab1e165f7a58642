import { thresholdsOf } from '@barycentre/plan'
import { entityOf } from '../notions/groups.ts'
import { liveObjectives } from '../notions/objectives.ts'
import { defineRule } from '../rule.ts'

export const pln06 = defineRule({
  id: 'PLN-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'ES; §2.1; §2.3',
  reads: ['objective', 'entity', 'plan'],
  *find({ plan }) {
    const { leadsFrom, leadPercent } = thresholdsOf(plan)
    const groups = liveObjectives(plan).flatMap(({ leadEntityId }) => entityOf(plan, leadEntityId)?.group ?? [])
    if (groups.length < leadsFrom) return
    const counts = new Map<string, number>()
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
    for (const [group, count] of counts)
      if (count * 100 >= groups.length * leadPercent)
        yield { part: group, facts: { group: { words: [group] }, count, all: groups.length } }
  },
})
