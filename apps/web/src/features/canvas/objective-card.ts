import type { RecordOf } from '@barycentre/plan'
import { sameJson, type Json } from '@barycentre/kit'
import type { BenchmarkStatus } from '../benchmarks/benchmark-statuses.ts'
import { benchmarkStatuses } from '../benchmarks/benchmark-statuses.ts'

/** What the card of an objective shows beside its own fields. */
export type ObjectiveCard = {
  readonly lead: { readonly name: string; readonly group: string | undefined } | undefined
  /** In the order of `benchmarkStatuses`, only those that occur. */
  readonly benchmarks: readonly { readonly status: BenchmarkStatus; readonly count: number }[]
  /** One sum a currency: currencies are never added up. */
  readonly money: readonly MoneySum[]
}

/** Amounts are in millions of the currency, as funding lines record them. */
export type MoneySum = {
  readonly currency: string
  readonly required: number
  readonly received: number
  /** What is missing on each line by itself: a surplus on one line does not pay for another. */
  readonly gap: number
  /** Lines that pay for other objectives too; they count here in full. */
  readonly sharedLines: number
  /** Lines of which the required or the received amount is not recorded; they are in no gap. */
  readonly incompleteLines: number
}

type Sources = {
  readonly objective: ReadonlyMap<string, RecordOf<'objective'>>
  readonly entity: ReadonlyMap<string, RecordOf<'entity'>>
  readonly benchmark: ReadonlyMap<string, RecordOf<'benchmark'>>
  readonly fundingLine: ReadonlyMap<string, RecordOf<'fundingLine'>>
}

/** The cards of all objectives. A card that says the same as in `previous` is the same object. */
export function objectiveCards(
  plan: Sources,
  previous?: ReadonlyMap<string, ObjectiveCard>,
): ReadonlyMap<string, ObjectiveCard> {
  const benchmarks = byObjective(plan.benchmark.values())
  const fundingLines = byObjective(plan.fundingLine.values())
  const cards = new Map<string, ObjectiveCard>()
  for (const objective of plan.objective.values()) {
    const card: ObjectiveCard = {
      lead: leadOf(objective, plan.entity),
      benchmarks: countByStatus(benchmarks.get(objective.id) ?? []),
      money: sumMoney(fundingLines.get(objective.id) ?? []),
    }
    const before = previous?.get(objective.id)
    cards.set(objective.id, before && sameJson(asJson(before), asJson(card)) ? before : card)
  }
  return cards
}

export function sumMoney(lines: readonly RecordOf<'fundingLine'>[]): readonly MoneySum[] {
  const sums = new Map<string, MoneySum>()
  for (const line of lines) {
    const currency = line.currency ?? ''
    const sum = sums.get(currency) ?? emptySum(currency)
    const complete = line.required !== undefined && line.received !== undefined
    sums.set(currency, {
      currency,
      required: add(sum.required, line.required ?? 0),
      received: add(sum.received, line.received ?? 0),
      gap: complete ? add(sum.gap, Math.max(0, add(line.required ?? 0, -(line.received ?? 0)))) : sum.gap,
      sharedLines: sum.sharedLines + ((line.objectiveIds ?? []).length > 1 ? 1 : 0),
      incompleteLines: sum.incompleteLines + (complete ? 0 : 1),
    })
  }
  return [...sums.values()]
}

function leadOf(
  objective: RecordOf<'objective'>,
  entities: ReadonlyMap<string, RecordOf<'entity'>>,
): ObjectiveCard['lead'] {
  const entity = objective.leadEntityId === undefined ? undefined : entities.get(objective.leadEntityId)
  return entity && { name: entity.acronym ?? entity.name ?? entity.id, group: entity.group }
}

function countByStatus(benchmarks: readonly RecordOf<'benchmark'>[]): ObjectiveCard['benchmarks'] {
  return benchmarkStatuses
    .map(status => ({ status, count: benchmarks.filter(each => (each.status ?? 'not_recorded') === status).length }))
    .filter(({ count }) => count > 0)
}

function byObjective<R extends { readonly objectiveIds?: readonly string[] }>(records: Iterable<R>): Map<string, R[]> {
  const found = new Map<string, R[]>()
  for (const record of records) {
    for (const id of new Set(record.objectiveIds ?? [])) {
      const all = found.get(id)
      if (all === undefined) found.set(id, [record])
      else all.push(record)
    }
  }
  return found
}

function emptySum(currency: string): MoneySum {
  return { currency, required: 0, received: 0, gap: 0, sharedLines: 0, incompleteLines: 0 }
}

/** Millions with a few decimals, added in whole units: 0.1 and 0.2 are 0.3. */
function add(a: number, b: number): number {
  return Math.round((a + b) * 1e6) / 1e6
}

function asJson(card: ObjectiveCard): Json {
  return card as unknown as Json
}
