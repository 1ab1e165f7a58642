import { titleOf, objectivesOfFunction } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const str01 = defineRule({
  id: 'STR-01',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; rec 3.1.1',
  reads: ['post', 'objective'],
  *find({ plan }) {
    for (const post of plan.post.values()) {
      const { objectiveIds = [], functionIds = [], enablingReason, feature } = post
      if (objectiveIds.length > 0 || !isBlank(enablingReason) || !isBlank(feature)) continue
      // Whoever leads serves all of it, and who stands outside serves others.
      if (post.headOfMission === true || post.external === true) continue
      if (functionIds.some(id => objectivesOfFunction(plan, id).some(isLive))) continue
      const ref = refOf(post)
      yield { about: ref, facts: { title: titleOf(post) }, at: { ref, field: 'objectiveIds' } }
    }
  },
})
