import type { RecordOf } from '@barycentre/plan'
import { valueAt } from '@barycentre/commands'
import type { ColumnField } from './benchmark-columns.ts'
import { benchmarkStatuses, type BenchmarkStatus } from './benchmark-statuses.ts'

type Benchmark = RecordOf<'benchmark'>

/** What was seen in the country on a day: kept by the server, read here. */
export type Measurement = {
  readonly date: string | undefined
  readonly value: number
  readonly source?: string | undefined
}

export type BenchmarkRow = { readonly benchmark: Benchmark; readonly latest: Measurement | undefined }

export type RowFilter = {
  readonly text: string
  readonly status: BenchmarkStatus | undefined
  readonly objectiveId: string | undefined
}
export const noFilter: RowFilter = { text: '', status: undefined, objectiveId: undefined }

export type RowOrder = { readonly field: ColumnField; readonly descending: boolean }

/** What the words in a row are, for searching and sorting: titles instead of ids. */
export type RowWords = {
  readonly objective: (id: string) => string
  readonly entity: (id: string) => string
}

type Entry = {
  readonly kind: string
  readonly about?: { readonly kind: string; readonly id: string } | null
  readonly body: unknown
}

/** The latest measurement of each benchmark. Of two on one day the one recorded later counts. */
export function latestMeasurements(ledger: readonly Entry[]): ReadonlyMap<string, Measurement> {
  const latest = new Map<string, Measurement>()
  for (const { kind, about, body } of ledger) {
    const measurement = kind === 'measurement' && about?.kind === 'benchmark' ? readMeasurement(body) : undefined
    if (!measurement || !about) continue
    const known = latest.get(about.id)
    if (known === undefined || (known.date ?? '') <= (measurement.date ?? '')) latest.set(about.id, measurement)
  }
  return latest
}

export function filterRows(rows: readonly BenchmarkRow[], filter: RowFilter, words: RowWords): readonly BenchmarkRow[] {
  const wanted = plain(filter.text).split(/\s+/u).filter(Boolean)
  if (wanted.length === 0 && filter.status === undefined && filter.objectiveId === undefined) return rows
  return rows.filter(({ benchmark }) => {
    if (filter.status !== undefined && (benchmark.status ?? 'not_recorded') !== filter.status) return false
    if (filter.objectiveId !== undefined && !benchmark.objectiveIds?.includes(filter.objectiveId)) return false
    const text = plain(searchedText(benchmark, words))
    return wanted.every(word => text.includes(word))
  })
}

/** Sorted by a column, or in the plan's own order. What is not recorded stands last either way. */
export function sortRows(
  rows: readonly BenchmarkRow[],
  order: RowOrder | undefined,
  words: RowWords,
  compare: (a: string, b: string) => number,
): readonly BenchmarkRow[] {
  if (order === undefined) return rows
  const sign = order.descending ? -1 : 1
  return rows
    .map(row => ({ row, value: sortValue(row, order.field, words) }))
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return Number(a.value === undefined) - Number(b.value === undefined)
      if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value)
      return sign * compare(String(a.value), String(b.value))
    })
    .map(({ row }) => row)
}

function sortValue(
  { benchmark, latest }: BenchmarkRow,
  field: ColumnField,
  words: RowWords,
): string | number | undefined {
  switch (field) {
    case 'measurement':
      return latest?.value
    case 'status':
      return benchmark.status && benchmarkStatuses.indexOf(benchmark.status)
    case 'dataOwnerEntityId':
      return benchmark.dataOwnerEntityId && words.entity(benchmark.dataOwnerEntityId)
    case 'objectiveIds':
      return benchmark.objectiveIds?.[0] && words.objective(benchmark.objectiveIds[0])
    default: {
      const value = valueAt(benchmark, field)
      return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined
    }
  }
}

function searchedText(benchmark: Benchmark, words: RowWords): string {
  return [
    benchmark.title,
    benchmark.indicator,
    benchmark.unit,
    benchmark.meansOfVerification,
    benchmark.dataOwnerEntityId && words.entity(benchmark.dataOwnerEntityId),
    ...(benchmark.objectiveIds ?? []).map(words.objective),
  ].join(' ')
}

/** The ledger is what a server wrote, perhaps a newer one: an entry that does not read as a measurement is none here. */
function readMeasurement(body: unknown): Measurement | undefined {
  if (typeof body !== 'object' || body === null || !('value' in body) || typeof body.value !== 'number')
    return undefined
  const { date, source } = body as { date?: unknown; source?: unknown }
  return {
    value: body.value,
    date: typeof date === 'string' ? date : undefined,
    source: typeof source === 'string' ? source : undefined,
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()
}
