import { liveCentres } from '../notions/centres.ts'
import { earliest } from '../notions/days.ts'
import { newestAbout } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRule } from '../rule.ts'

export const ldr01 = defineRule({
  id: 'LDR-01',
  severity: 'warning',
  nature: 'contradiction',
  from: 'planning',
  source: 'rec 3.5.2; rec 3.5.3',
  reads: ['leadership', 'centreOfGravity', 'centre-of-gravity-agreement'],
  *find({ plan, ledger }) {
    const profile = plan.leadership.get('leadership')?.srsgProfile
    if (profile === undefined) return
    const { status, draftedOn, agreedOn, candidatesFrom } = profile
    const agreed = earliest(
      liveCentres(plan).map(centre => {
        const on = newestAbout(ledger, 'centre-of-gravity-agreement', refOf(centre))
        return typeof on === 'string' ? on : undefined
      }),
    )
    const why = [
      ...(status === 'none' ? ['profile.none'] : []),
      ...(isBefore(draftedOn, agreed) ? ['profile.beforeCentre'] : []),
      ...(isBefore(candidatesFrom, agreedOn) ? ['profile.beforeProfile'] : []),
    ]
    const ref = { kind: 'leadership', id: 'leadership' } as const
    if (why.length > 0) yield { about: ref, facts: { why: { words: why } }, at: { ref, field: 'srsgProfile' } }
  },
})

function isBefore(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one < other
}
