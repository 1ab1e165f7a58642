import { titleOf, type Post } from '@barycentre/plan'
import { hatsOf } from '../notions/structure.ts'
import { refOf } from '../notions/subject.ts'
import { isBlank } from '../notions/words.ts'
import { defineRecordRule } from '../rule.ts'

export const hum05 = defineRecordRule({
  id: 'HUM-05',
  severity: 'blocker',
  nature: 'gap',
  from: 'planning',
  source: '§2.4.3; rec 3.5.4; §2.5',
  each: 'post',
  reads: [],
  findIn(post) {
    const hats = hatsOf(post)
    if (hats.length < 2) return undefined
    const missing = missingFrom(post, hats.includes('HC'))
    const [field] = missing
    if (field === undefined) return undefined
    const ref = refOf(post)
    const facts = { title: titleOf(post), missing: { words: missing.map(part => `tor.${part}`) } }
    return { facts, at: { ref, field: `tor.${field}` } }
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
