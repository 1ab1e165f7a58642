import { compareOrdered } from '@barycentre/kit'
import type { RecordFrom } from './define-kind.ts'
import { definitions, type Definitions } from './definitions.ts'
import { kinds, type Kind } from './kind.ts'

export type RecordOf<K extends Kind> = RecordFrom<Definitions[K]>
export type AnyRecord = { readonly [K in Kind]: RecordOf<K> }[Kind]

/** All records at one moment, by kind and id, each map in the order of its records. Unchanged records and unchanged kinds keep their identity from plan to plan. */
export type Plan = { readonly [K in Kind]: ReadonlyMap<string, RecordOf<K>> }

/** Which records a transaction created, changed or removed. */
export type PlanChange = ReadonlyMap<Kind, ReadonlySet<string>>

/** An intent written down: commands give it meaning, rules and importers may propose it. */
export interface Call {
  readonly name: string
  readonly args: unknown
}

/** What names a record across kinds. */
export interface RecordRef {
  readonly kind: Kind
  readonly id: string
}

export const emptyPlan: Plan = Object.fromEntries(kinds.map(kind => [kind, new Map()])) as unknown as Plan

/** The plan that holds these records, in the order of their keys. */
export function planOf(records: Iterable<AnyRecord>): Plan {
  const byKind = new Map<Kind, AnyRecord[]>()
  for (const record of records) {
    const all = byKind.get(record.kind)
    if (all === undefined) byKind.set(record.kind, [record])
    else all.push(record)
  }
  const plan: Record<string, ReadonlyMap<string, AnyRecord>> = { ...emptyPlan }
  for (const [kind, all] of byKind) plan[kind] = new Map(all.sort(compareOrdered).map(record => [record.id, record]))
  return plan as unknown as Plan
}

export function findRecord(plan: Plan, ref: RecordRef): AnyRecord | undefined {
  return plan[ref.kind].get(ref.id)
}

export function* allRecords(plan: Plan): Generator<AnyRecord> {
  for (const kind of kinds) yield* plan[kind].values() as Iterable<AnyRecord>
}

/** What a record is called: its title, or its id where it has none yet. */
export function titleOf(record: AnyRecord): string {
  const title = (record as unknown as Readonly<Record<string, unknown>>)[definitions[record.kind].titleField]
  return typeof title === 'string' && title.trim() !== '' ? title : record.id
}
