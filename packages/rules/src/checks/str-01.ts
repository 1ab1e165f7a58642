import { titleOf, objectivesOfFunction } from '@barycentre/plan'
import { isLive } from '../notions/objectives.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const str01 = defineRecordRule({
  id: 'STR-01',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: '§2.1; rec 3.1.1',
  each: 'post',
  reads: ['objective'],
  findIn(post, { plan }) {
    const { objectiveIds = [], functionIds = [], enablingReason, feature } = post
    if (objectiveIds.length > 0 || !isBlank(enablingReason) || !isBlank(feature)) return undefined
    // Whoever leads serves all of it, and who stands outside serves others.
    if (post.headOfMission === true || post.external === true) return undefined
    if (functionIds.some(id => objectivesOfFunction(plan, id).some(isLive))) return undefined
    const ref = refOf(post)
    return { facts: { title: titleOf(post) }, at: { ref, field: 'objectiveIds' } }
  },
})
