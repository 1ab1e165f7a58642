import { titleOf } from '@barycentre/plan'
import { hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank, missingIn } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const ldr02 = defineRule({
  id: 'LDR-02',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.5.1; rec 3.5.4; §2.5',
  reads: ['post'],
  *find({ plan }) {
    for (const post of plan.post.values()) {
      const leads =
        post.headOfMission === true || post.role === 'FC' || post.role === 'CAO' || hatsOf(post).includes('DSRSG')
      if (!leads || missingIn(post.tor ?? {}, ['powerOfInstruction']).length === 0) continue
      if (!isBlank(post.declaredNone?.['tor.powerOfInstruction'])) continue
      const ref = refOf(post)
      yield { about: ref, facts: { title: titleOf(post) }, at: { ref, field: 'tor.powerOfInstruction' } }
    }
  },
})
