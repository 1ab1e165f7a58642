import { titleOf, postsForFunction } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const fun03 = defineRule({
  id: 'FUN-03',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'ES; §1; §2.4.1; §2.4.2; §2.4.4',
  reads: ['function', 'post', 'entity'],
  *find({ plan }) {
    for (const each of plan.function.values()) {
      if (each.jointUnitId !== undefined || !isBlank(each.parallelReason)) continue
      const units = postsForFunction(plan, each.id).filter(
        ({ postKind, entityId }) => (postKind === 'unit' || postKind === 'office') && entityId !== undefined,
      )
      if (new Set(units.map(({ entityId }) => entityId)).size < 2) continue
      const ref = refOf(each)
      const facts = { title: titleOf(each), units: { texts: units.map(titleOf) } }
      yield { about: ref, facts, at: { ref, field: 'parallelReason' } }
    }
  },
})
