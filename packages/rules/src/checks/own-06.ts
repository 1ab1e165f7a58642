import { titleOf, objectivesOfFunction } from '@barycentre/plan'
import { isConsulted, civilSocietyKinds } from '../notions/consultations.ts'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const own06 = defineRule({
  id: 'OWN-06',
  severity: 'advice',
  nature: 'contradiction',
  from: 'planning',
  source: 'Introduction (third dilemma); ES',
  reads: ['function', 'objective', 'entity', 'consultation'],
  *find({ plan }) {
    for (const each of plan.function.values()) {
      const partners = objectivesOfFunction(plan, each.id)
        .filter(isLive)
        .flatMap(({ nationalCounterpartId }) => plan.entity.get(nationalCounterpartId ?? '') ?? [])
      if (partners.length === 0 || !partners.every(({ partyToConflict }) => partyToConflict === true)) continue
      if (isConsulted(plan, civilSocietyKinds, ({ functionIds }) => functionIds?.includes(each.id) === true)) continue
      yield { about: refOf(each), facts: { title: titleOf(each) } }
    }
  },
})
