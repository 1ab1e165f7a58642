import { titleOf, thresholdsOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fun04 = defineRule({
  id: 'FUN-04',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'ES; §2; §2.4.1',
  reads: ['function', 'plan'],
  *find({ plan }) {
    const { ddrPlanningFrom, ddrResourcesFrom } = thresholdsOf(plan)
    for (const each of plan.function.values()) {
      if (each.key !== 'ddr_disarmament' && each.key !== 'ddr_reintegration') continue
      const { planning = 4, resources = 4 } = each.integration ?? {}
      const low = [
        ...(planning < ddrPlanningFrom ? ['planning'] : []),
        ...(resources < ddrResourcesFrom ? ['resources'] : []),
      ]
      if (low.length === 0) continue
      const ref = refOf(each)
      yield {
        about: ref,
        facts: { title: titleOf(each), dimensions: { words: low } },
        at: { ref, field: 'integration' },
      }
    }
  },
})
