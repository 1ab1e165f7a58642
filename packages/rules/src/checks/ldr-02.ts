import { titleOf } from '@barycentre/plan'
import { hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank, missingIn } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const ldr02 = defineRecordRule({
  id: 'LDR-02',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.5.1; rec 3.5.4; §2.5',
  each: 'post',
  reads: [],
  findIn(post) {
    const leads =
      post.headOfMission === true || post.role === 'FC' || post.role === 'CAO' || hatsOf(post).includes('DSRSG')
    if (!leads || missingIn(post.tor ?? {}, ['powerOfInstruction']).length === 0) return undefined
    if (!isBlank(post.declaredNone?.['tor.powerOfInstruction'])) return undefined
    const ref = refOf(post)
    return { facts: { title: titleOf(post) }, at: { ref, field: 'tor.powerOfInstruction' } }
  },
})
