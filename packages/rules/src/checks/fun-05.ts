import { titleOf } from '@barycentre/plan'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const fun05 = defineRule({
  id: 'FUN-05',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.1; ES',
  reads: ['function'],
  *find({ plan }) {
    for (const each of plan.function.values()) {
      const { optionOrigin, optionSource, adaptationNote } = each
      if ((optionOrigin !== 'template' && optionOrigin !== 'other_mission') || !isBlank(adaptationNote)) continue
      const ref = refOf(each)
      const facts = { title: titleOf(each), source: optionSource ?? '', known: isBlank(optionSource) ? 'no' : 'yes' }
      yield { about: ref, facts, at: { ref, field: 'adaptationNote' } }
    }
  },
})
