import { titleOf } from '@barycentre/plan'
import { newestAbout } from '../notions/ledger.ts'
import { refOf } from '../notions/subject.ts'
import { defineRecordRule } from '../rule.ts'

export const ben07 = defineRecordRule({
  id: 'BEN-07',
  severity: 'advice',
  nature: 'gap',
  from: 'consolidation',
  source: '§2.4.5; rec 3.3.5',
  each: 'benchmark',
  reads: ['national-agreement'],
  findIn(benchmark, { ledger }) {
    if (benchmark.category !== 'core') return undefined
    if (newestAbout(ledger, 'national-agreement', refOf(benchmark)) === true) return undefined
    return { facts: { title: titleOf(benchmark) } }
  },
})
