import { definitions } from './definitions.ts'
import type { Field, Fields } from './field.ts'
import { kinds, type Kind } from './kind.ts'
import { findRecord, type AnyRecord, type Plan, type RecordRef } from './plan.ts'

/** What a record points at, what points at it, and what it points at in vain. A field is a path: `handover.toEntityId`. */
export interface Links {
  readonly out: readonly { readonly field: string; readonly to: RecordRef }[]
  readonly in: readonly { readonly field: string; readonly from: RecordRef }[]
  readonly broken: readonly { readonly field: string; readonly id: string }[]
}

/** Links come in the order of the fields, then of the records. */
export function linksOf(plan: Plan, ref: RecordRef): Links {
  const record = findRecord(plan, ref)
  const out: Links['out'][number][] = []
  const broken: Links['broken'][number][] = []
  for (const { field, to, id } of record === undefined ? [] : referencesIn(record)) {
    const kind = to.find(kind => plan[kind].has(id))
    if (kind === undefined) broken.push({ field, id })
    else out.push({ field, to: { kind, id } })
  }
  return { out, in: linksTo(plan, ref), broken }
}

/** The records that point at this one: those that its removal would leave pointing at nothing. */
export function dependants(plan: Plan, ref: RecordRef): readonly RecordRef[] {
  const found = new Map<string, RecordRef>()
  for (const { from } of linksTo(plan, ref)) {
    if (from.kind !== ref.kind || from.id !== ref.id) found.set(`${from.kind}/${from.id}`, from)
  }
  return [...found.values()]
}

export interface Reference {
  readonly field: string
  /** The kinds among which the id is looked for, in this order. */
  readonly to: readonly Kind[]
  readonly id: string
}

/** Every id of another record that this one holds: in registers, sets, groups and the items of lists. */
export function referencesIn(record: AnyRecord): Reference[] {
  const found: Reference[] = []
  const values = record as unknown as Values
  for (const { path, to, idsIn } of referenceFields[record.kind]) {
    for (const id of idsIn(values)) found.push({ field: path, to, id })
  }
  return found
}

type Values = Readonly<Record<string, unknown>>
interface ReferenceField {
  readonly path: string
  readonly to: readonly Kind[]
  idsIn(values: Values): readonly string[]
}

const referenceFields = Object.fromEntries(
  kinds.map(kind => [kind, referenceFieldsOf(definitions[kind].fields)]),
) as unknown as { readonly [K in Kind]: readonly ReferenceField[] }

function referenceFieldsOf(fields: Fields): ReferenceField[] {
  return Object.entries(fields).flatMap(([name, field]) => referenceFieldsIn(name, field))
}

function referenceFieldsIn(name: string, field: Field): ReferenceField[] {
  switch (field.shape) {
    case 'register':
      return field.holds.as === 'reference'
        ? [{ path: name, to: field.holds.to, idsIn: values => idsOf(values[name]) }]
        : []
    case 'set':
      return field.to.length > 0 ? [{ path: name, to: field.to, idsIn: values => idsOf(values[name]) }] : []
    case 'list': {
      const ofRegisters = Object.entries(field.item).flatMap(([property, holds]) =>
        holds.as === 'reference' ? [{ property, to: holds.to }] : [],
      )
      const ofSets = Object.entries(field.itemSets).map(([property, to]) => ({ property, to }))
      return [...ofRegisters, ...ofSets]
        .filter(({ to }) => to.length > 0)
        .map(({ property, to }) => ({
          path: `${name}.${property}`,
          to,
          idsIn: values => ((values[name] ?? []) as readonly Values[]).flatMap(item => idsOf(item[property])),
        }))
    }
    case 'group':
      return referenceFieldsOf(field.leaves).map(({ path, to, idsIn }) => ({
        path: `${name}.${path}`,
        to,
        idsIn: values => (values[name] === undefined ? [] : idsIn(values[name] as Values)),
      }))
    case 'prose':
      return []
  }
}

function idsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

interface Pointer {
  readonly field: string
  readonly to: readonly Kind[]
  readonly from: RecordRef
}
type Pointers = ReadonlyMap<string, readonly Pointer[]>

/** By the records of one kind: which of them point at an id. Kept as long as the records of that kind are the same. */
const pointersByRecords = new WeakMap<ReadonlyMap<string, AnyRecord>, Pointers>()

function linksTo(plan: Plan, ref: RecordRef): Links['in'] {
  return kinds.flatMap(kind => {
    const pointers = pointersIn(plan[kind] as ReadonlyMap<string, AnyRecord>).get(ref.id) ?? []
    return pointers
      .filter(({ to }) => to.includes(ref.kind) && (to.find(kind => plan[kind].has(ref.id)) ?? ref.kind) === ref.kind)
      .map(({ field, from }) => ({ field, from }))
  })
}

function pointersIn(records: ReadonlyMap<string, AnyRecord>): Pointers {
  const known = pointersByRecords.get(records)
  if (known !== undefined) return known
  const pointers = new Map<string, Pointer[]>()
  for (const record of records.values()) {
    const from = { kind: record.kind, id: record.id }
    for (const { field, to, id } of referencesIn(record)) {
      const all = pointers.get(id)
      if (all === undefined) pointers.set(id, [{ field, to, from }])
      else all.push({ field, to, from })
    }
  }
  pointersByRecords.set(records, pointers)
  return pointers
}
