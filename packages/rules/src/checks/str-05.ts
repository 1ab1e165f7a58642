import type { Plan, Post } from '@barycentre/plan'
import { postsWithFeature, hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const str05 = defineRule({
  id: 'STR-05',
  severity: 'warning',
  nature: 'gap',
  from: 'planning',
  source: 'rec 3.3.9; rec 3.4.1; rec 3.4.4(c)',
  reads: ['post'],
  *find({ plan }) {
    const cabinets = postsWithFeature(plan, 'cabinet')
    if (cabinets.length === 0) yield { facts: { missing: { words: [] }, there: 'no' } }
    for (const cabinet of cabinets) {
      const present = new Set([...(cabinet.memberRoles ?? []), ...rolesOfMembers(plan, cabinet)])
      const missing = wanted.filter(role => !present.has(role))
      if (missing.length === 0) continue
      const ref = refOf(cabinet)
      yield { about: ref, facts: { missing: { words: missing }, there: 'yes' }, at: { ref, field: 'memberRoles' } }
    }
  },
})

const wanted = ['SRSG', 'DSRSG', 'RC', 'HC', 'FC', 'CAO', 'UNCT'] as const

function rolesOfMembers(plan: Plan, { memberPostIds = [] }: Post): string[] {
  return memberPostIds.flatMap(id => {
    const post = plan.post.get(id)
    return post === undefined ? [] : [post.role ?? [], hatsOf(post)].flat()
  })
}
