import { planningGroups, entityOf } from '../notions/groups.ts'
import { defineRule } from '../rule.ts'

export const pln01 = defineRule({
  id: 'PLN-01',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.3; rec 3.3.4; ES',
  reads: ['plan', 'entity'],
  *find({ plan }) {
    const { participants = [] } = plan.plan.get('plan') ?? {}
    const missing: string[] = planningGroups.filter(group => !participants.some(each => each.group === group))
    const isBank = participants.some(
      ({ entityKind, entityId }) => entityKind === 'ifi' || entityOf(plan, entityId)?.entityKind === 'ifi',
    )
    if (!isBank) missing.push('ifi')
    const ref = { kind: 'plan', id: 'plan' } as const
    if (missing.length > 0) yield { facts: { missing: { words: missing } }, at: { ref, field: 'participants' } }
  },
})
