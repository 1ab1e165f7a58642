import { titleOf, objectivesOfFunction } from '@barycentre/plan'
import { isOfCountryTeam } from '../notions/groups.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const fun06 = defineRule({
  id: 'FUN-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.4.1; rec 3.4.2',
  reads: ['function', 'objective', 'entity'],
  *find({ plan }) {
    for (const each of plan.function.values()) {
      if (!transitionKeys.includes(each.key ?? '')) continue
      const doers = objectivesOfFunction(plan, each.id)
        .filter(isLive)
        .flatMap(({ leadEntityId, supportingEntityIds = [] }) => [leadEntityId ?? [], supportingEntityIds].flat())
      // Where nobody is named yet, that is another question.
      if (doers.length === 0 || doers.some(id => isOfCountryTeam(plan.entity.get(id)))) continue
      yield { about: refOf(each), facts: { title: titleOf(each) } }
    }
  },
})

/** Where a mission's work is to become a country's, and the Country Team is there before and after. */
const transitionKeys: readonly string[] = [
  'ddr_reintegration',
  'ssr',
  'recovery_development',
  'governance_state_authority',
  'economic_governance',
]
