import { titleOf, objectivesOfFunction } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const hrt04 = defineRule({
  id: 'HRT-04',
  severity: 'advice',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.4',
  reads: ['function', 'objective'],
  *find({ plan }) {
    for (const each of plan.function.values()) {
      if (each.key !== 'human_rights') continue
      const objectives = objectivesOfFunction(plan, each.id).filter(isLive)
      if (objectives.length === 0 || objectives.some(({ capacityDevelopment }) => capacityDevelopment === true))
        continue
      yield { about: refOf(each), facts: { title: titleOf(each) } }
    }
  },
})
