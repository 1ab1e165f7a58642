import { daysBetween } from '../notions/days.ts'
import { newestAbout } from '../notions/ledger.ts'
import { defineRule } from '../rule.ts'

export const vis06 = defineRule({
  id: 'VIS-06',
  severity: 'warning',
  nature: 'time',
  from: 'implementation',
  source: '§2.2; §2.3; rec 3.3.8',
  reads: ['plan', 'vision-review', 'day'],
  *find({ plan, ledger, day }) {
    const about = { kind: 'vision', id: 'vision' } as const
    const on = newestAbout(ledger, 'vision-review', about)
    const interval = plan.plan.get('plan')?.reviewIntervalDays
    if (typeof on !== 'string' || interval === undefined) return
    if (daysBetween(on, day) > interval) yield { about, facts: { on: { date: on } } }
  },
})
