import { titleOf, type Benchmark } from '@barycentre/plan'
import type { Ledger } from '../evidence.ts'
import { entriesAbout, bodyOf, textIn } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const ben06 = defineRecordRule({
  id: 'BEN-06',
  severity: 'warning',
  nature: 'contradiction',
  from: 'implementation',
  source: 'rec 3.5.6',
  each: 'benchmark',
  reads: ['measurement'],
  findIn(benchmark, { ledger }) {
    const { status, direction, target } = benchmark
    if (status !== 'met' || target?.value === undefined) return undefined
    const last = lastValue(ledger, benchmark.id)
    if (last === undefined || isReached(last, target.value, direction)) return undefined
    const ref = refOf(benchmark)
    const facts = { title: titleOf(benchmark), value: last, target: target.value, unit: benchmark.unit ?? '' }
    return { facts, at: { ref, field: 'status' } }
  },
})

function lastValue(ledger: Ledger, id: string): number | undefined {
  let last: { readonly date: string; readonly value: number } | undefined
  for (const { body } of entriesAbout(ledger, 'measurement', { kind: 'benchmark', id })) {
    const { value } = bodyOf(body)
    const date = textIn(body, 'date') ?? ''
    if (typeof value === 'number' && (last === undefined || date >= last.date)) last = { date, value }
  }
  return last?.value
}

/** Where nobody says which way it should go, upwards. */
function isReached(value: number, target: number, direction: Benchmark['direction'] = 'increase'): boolean {
  if (direction === 'keep') return value === target
  return direction === 'decrease' ? value <= target : value >= target
}
