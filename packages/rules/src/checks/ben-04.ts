import { titleOf, thresholdsOf } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { daysBetween } from '../notions/days.ts'
import { entriesAbout, textIn } from '../notions/ledger.ts'
import { defineRecordRule } from '../rule.ts'

export const ben04 = defineRecordRule({
  id: 'BEN-04',
  severity: 'warning',
  nature: 'time',
  from: 'implementation',
  source: '§2.3; rec 3.3.8',
  each: 'benchmark',
  reads: ['measurement', 'plan', 'day'],
  findIn(benchmark, { plan, ledger, day }) {
    const { staleFactor, measuredEveryDays } = thresholdsOf(plan)
    const { status, frequencyDays = measuredEveryDays } = benchmark
    if (status === undefined || status === 'not_started' || status === 'met') return undefined
    const on = lastMeasured(ledger, benchmark.id)
    if (on !== undefined && daysBetween(on, day) <= staleFactor * frequencyDays) return undefined
    const facts = { title: titleOf(benchmark), known: on === undefined ? 'no' : 'yes', on: { date: on ?? day } }
    return { facts }
  },
})

function lastMeasured(ledger: Ledger, id: string): string | undefined {
  const dates = entriesAbout(ledger, 'measurement', { kind: 'benchmark', id }).map(({ body }) => textIn(body, 'date'))
  return dates.reduce(
    (last, date) => (date !== undefined && (last === undefined || date > last) ? date : last),
    undefined,
  )
}
