import { titleOf, type Post } from '@barycentre/plan'
import { hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRule } from '../rule.ts'

export const hum05 = defineRule({
  id: 'HUM-05',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3; rec 3.5.4; §2.5',
  reads: ['post'],
  *find({ plan }) {
    for (const post of plan.post.values()) {
      const hats = hatsOf(post)
      if (hats.length < 2) continue
      const missing = missingFrom(post, hats.includes('HC'))
      const [field] = missing
      if (field === undefined) continue
      const ref = refOf(post)
      const facts = { title: titleOf(post), missing: { words: missing.map(part => `tor.${part}`) } }
      yield { about: ref, facts, at: { ref, field: `tor.${field}` } }
    }
  },
})

function missingFrom({ tor = {} }: Post, isHumanitarian: boolean): string[] {
  return [
    ...(tor.status === 'agreed' ? [] : ['status']),
    ...(tor.missionSpecific === true ? [] : ['missionSpecific']),
    ...(isBlank(tor.whichHatWhen) ? ['whichHatWhen'] : []),
    ...(isHumanitarian && isBlank(tor.humanitarianResponsibilities) ? ['humanitarianResponsibilities'] : []),
  ]
}
