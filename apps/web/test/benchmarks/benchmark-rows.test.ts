import type { RecordOf } from '@barycentre/plan'
import { describe, expect, it } from 'vitest'
import {
  filterRows,
  latestMeasurements,
  noFilter,
  sortRows,
  type BenchmarkRow,
} from '../../src/features/benchmarks/benchmark-rows.ts'
import { record } from '../canvas/plan-of-objectives.ts'

type Fields = Omit<RecordOf<'benchmark'>, 'kind' | 'id' | 'orderKey'>
const row = (id: string, fields: Fields, value?: number): BenchmarkRow => ({
  benchmark: record('benchmark', id, fields) as RecordOf<'benchmark'>,
  latest: value === undefined ? undefined : { value, date: undefined },
})
const words = { objective: (id: string) => `Objective ${id}`, entity: (id: string) => id.toUpperCase() }
const compare = (a: string, b: string) => a.localeCompare(b)
const ids = (rows: readonly BenchmarkRow[]) => rows.map(each => each.benchmark.id)

describe('the rows that a filter lets through', () => {
  const rows = [
    row('a', { title: 'Sécurité des districts', status: 'met', objectiveIds: ['o1'] }),
    row('b', { title: 'Families returned', indicator: 'families', objectiveIds: ['o1', 'o2'] }),
    row('c', { title: 'Revenue', dataOwnerEntityId: 'wb', status: 'at_risk' }),
  ]

  it('are all of them, the same array, while nothing is asked', () => {
    expect(filterRows(rows, noFilter, words)).toBe(rows)
  })

  it('hold every word that is searched, in any field, without regard to accents and case', () => {
    expect(ids(filterRows(rows, { ...noFilter, text: 'DISTRICTS securite' }, words))).toEqual(['a'])
    expect(ids(filterRows(rows, { ...noFilter, text: 'wb' }, words))).toEqual(['c'])
    expect(ids(filterRows(rows, { ...noFilter, text: 'objective o2' }, words))).toEqual(['b'])
  })

  it('have the status; one that is not recorded can be asked for', () => {
    expect(ids(filterRows(rows, { ...noFilter, status: 'met' }, words))).toEqual(['a'])
    expect(ids(filterRows(rows, { ...noFilter, status: 'not_recorded' }, words))).toEqual(['b'])
  })

  it('serve the objective', () => {
    expect(ids(filterRows(rows, { ...noFilter, objectiveId: 'o1' }, words))).toEqual(['a', 'b'])
  })
})

describe('the order of the rows', () => {
  const rows = [
    row('a', { target: { value: 18_000 }, status: 'off_track' }, 3),
    row('b', { target: { value: 6 }, status: 'met' }),
    row('c', {}, 1),
  ]

  it('is that of the plan until a column is chosen', () => {
    expect(sortRows(rows, undefined, words, compare)).toBe(rows)
  })

  it('compares numbers as numbers, and what is not recorded stands last both ways', () => {
    expect(ids(sortRows(rows, { field: 'target.value', descending: false }, words, compare))).toEqual(['b', 'a', 'c'])
    expect(ids(sortRows(rows, { field: 'target.value', descending: true }, words, compare))).toEqual(['a', 'b', 'c'])
  })

  it('sorts statuses from what is well to what is not', () => {
    expect(ids(sortRows(rows, { field: 'status', descending: false }, words, compare))).toEqual(['b', 'a', 'c'])
  })

  it('sorts by what was measured last', () => {
    expect(ids(sortRows(rows, { field: 'measurement', descending: false }, words, compare))).toEqual(['c', 'a', 'b'])
  })
})

describe('the latest measurement', () => {
  const measured = (id: string, body: unknown, kind = 'measurement') => ({
    kind,
    about: { kind: 'benchmark', id },
    body,
  })

  it('is the one of the latest day, whatever the order in which they were recorded', () => {
    const latest = latestMeasurements([
      measured('b', { date: '2006-08-20', value: 3 }),
      measured('b', { date: '2006-06-01', value: 2 }),
    ])
    expect(latest.get('b')).toEqual({ date: '2006-08-20', value: 3, source: undefined })
  })

  it('of one day is the one recorded later', () => {
    const latest = latestMeasurements([
      measured('b', { date: '2006-06-01', value: 2 }),
      measured('b', { date: '2006-06-01', value: 5 }),
    ])
    expect(latest.get('b')?.value).toBe(5)
  })

  it('ignores entries that are no measurement of a benchmark', () => {
    const ledger = [
      measured('b', { value: 'many' }),
      measured('b', { value: 1 }, 'review'),
      { kind: 'measurement', body: { value: 1 } },
    ]
    expect(latestMeasurements(ledger).size).toBe(0)
  })
})
