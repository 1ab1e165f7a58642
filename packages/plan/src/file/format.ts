import type { Json } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import type { FilePlace } from '../define-kind.ts'
import type { Field, Fields } from '../field.ts'
import { kinds, type Kind } from '../kind.ts'
import { allRecords, type AnyRecord, type RecordRef } from '../plan.ts'
import { jsonObject, type JsonObject } from './json-object.ts'
import { ledgerLists, ledgerPartsIn, type LedgerPart } from './ledger-parts.ts'
import { isRecorded, normalisePlanFile } from './normalise.ts'
import { schemaVersion, type LedgerEntry, type PlanFile } from './plan-file.ts'
import { itemIdAt } from './read-record.ts'
import { pathOfPointer } from './unknown-field.ts'

/**
 * The plan file that says all this, in its normal form (`normalisePlanFile`): the same contents, the same bytes. An
 * entry of the ledger whose record is gone, and a record whose parent is gone, are written at the top and read again.
 */
export function formatPlanFile(file: Omit<PlanFile, 'report'>): string {
  return JSON.stringify(normalisePlanFile(planFileJson(file)), undefined, 1) + '\n'
}

/** The keys at the top, in their order; facts come after the version, and what stands nowhere else at the end. */
const keyOrder: readonly string[] = [
  'plan',
  'users',
  'context',
  'mandates',
  'assessments',
  'vision',
  'brackets',
  'centresOfGravity',
  'assumptions',
  'phases',
  'functions',
  'entities',
  'objectives',
  'benchmarks',
  'posts',
  'lines',
  'fundingLines',
  'funds',
  'activities',
  'assets',
  'risks',
  'decisions',
  'endorsements',
  'consultations',
  'reviews',
  'arrangements',
  'leadership',
]

function planFileJson({ plan, texts, ledger, facts }: Omit<PlanFile, 'report'>): JsonObject {
  const top = new Map<string, Json>()
  const nodes = new Map<string, JsonNode>()
  const lists = new Map<string, unknown[]>()
  for (const record of allRecords(plan)) nodes.set(keyOf(record), nodeOf(record))
  const single = (kind: Kind): JsonNode => {
    const known = nodes.get(keyOf({ kind, id: kind }))
    if (known !== undefined) return known
    const node: JsonNode = new Map()
    nodes.set(keyOf({ kind, id: kind }), node)
    return node
  }
  const nodeFor = (ref: RecordRef): JsonNode | undefined =>
    definitions[ref.kind].file.as === 'one' && ref.id === ref.kind ? single(ref.kind) : nodes.get(keyOf(ref))

  const left: Json[] = []
  for (const entry of ledger) {
    const list = listKeyOf(entry)
    if (list !== undefined) append(lists, list, entry.body)
    else if (!putIntoRecord(entry, nodeFor)) left.push(leftEntry(entry))
  }

  let phases = 0
  for (const record of allRecords(plan)) {
    const node = nodes.get(keyOf(record)) as JsonNode
    const place: FilePlace = definitions[record.kind].file
    if (record.kind === 'phase') node.set('order', ++phases)
    if (place.as === 'many') append(lists, place.key, node)
    else if (place.as === 'inside') {
      const parentId = place.parentField === undefined ? place.parent : (record as unknown as Values)[place.parentField]
      const parent = typeof parentId === 'string' ? nodeFor({ kind: place.parent, id: parentId }) : undefined
      if (parent === undefined) append(lists, place.key, node)
      else {
        if (place.parentField !== undefined) node.delete(place.parentField)
        append(parent, place.key, node)
      }
    }
  }
  for (const [key, list] of lists) top.set(key, toJson(list))
  for (const kind of kinds) {
    const place: FilePlace = definitions[kind].file
    const node = place.as === 'one' ? nodes.get(keyOf({ kind, id: kind })) : undefined
    if (place.as === 'one' && node !== undefined && node.size > 0) top.set(place.key, toJson(node))
  }
  top.set('texts', jsonObject(Object.entries(texts)))
  if (left.length > 0) top.set('ledger', left)

  const keys = [...keyOrder.filter(key => top.has(key)), ...[...top.keys()].filter(key => !keyOrder.includes(key))]
  return jsonObject([
    ['schemaVersion', schemaVersion],
    ...Object.entries(facts),
    ...keys.map(key => [key, top.get(key) as Json] as const),
  ])
}

type Values = Readonly<Record<string, unknown>>
/** An object still being written: its values are JSON, or such objects, or lists of them. */
type JsonNode = Map<string, unknown>

function toJson(value: unknown): Json {
  if (value instanceof Map) return jsonObject([...value].map(([key, each]) => [String(key), toJson(each)] as const))
  return Array.isArray(value) ? value.map(toJson) : (value as Json)
}

function append(lists: Map<string, unknown>, key: string, member: unknown): void {
  const list = lists.get(key)
  if (Array.isArray(list)) list.push(member)
  else lists.set(key, [member])
}

function keyOf({ kind, id }: RecordRef): string {
  return `${kind}/${id}`
}

function nodeOf(record: AnyRecord): JsonNode {
  const { file, fields } = definitions[record.kind] as { file: FilePlace; fields: Fields }
  const node: JsonNode = new Map()
  if (file.as !== 'one') node.set((file.as === 'many' ? file.idKey : undefined) ?? 'id', record.id)
  writeFields(fields, record as unknown as Values, node)
  if (record.declaredNone !== undefined && isRecorded(record.declaredNone))
    node.set('declaredNone', record.declaredNone)
  for (const [pointer, value] of Object.entries(record.unknownFields ?? {})) putAt(node, pathOfPointer(pointer), value)
  return node
}

function writeFields(fields: Fields, values: Values, node: JsonNode): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name] === undefined ? undefined : writeValue(field, values[name])
    if (value !== undefined) node.set(field.fileKey ?? name, value)
  }
}

function writeValue(field: Field, value: unknown): unknown {
  switch (field.shape) {
    case 'register':
      if (field.holds.as === 'place') return new Map(Object.entries(value as Values))
      return value === '' ? undefined : value
    case 'prose':
      return value === '' ? undefined : value
    case 'set':
      return (value as readonly string[]).length === 0 ? undefined : value
    case 'list': {
      const items = value as readonly Values[]
      const written = items.map((item, i) => (field.bare === undefined ? writeItem(item, i) : (item[field.bare] ?? '')))
      return written.length === 0 ? undefined : written
    }
    case 'group': {
      const node: JsonNode = new Map()
      writeFields(field.leaves, value as Values, node)
      return node.size === 0 ? undefined : node
    }
  }
}

function writeItem({ id, ...values }: Values, index: number): Json {
  const recorded = Object.entries(values).filter(([, value]) => value !== undefined && isRecorded(value as Json))
  return jsonObject([...(id === itemIdAt(index) ? [] : [['id', id]]), ...recorded] as [string, Json][])
}

function putAt(node: JsonNode, path: readonly string[], value: unknown): boolean {
  let at = node
  for (const key of path.slice(0, -1)) {
    const inner = at.get(key) ?? new Map<string, unknown>()
    if (!(inner instanceof Map)) return false
    at.set(key, inner)
    at = inner as JsonNode
  }
  const last = path.at(-1)
  if (last === undefined || at.has(last)) return false
  at.set(last, value)
  return true
}

function listKeyOf(entry: LedgerEntry): string | undefined {
  if (entry.about !== undefined) return undefined
  return Object.entries(ledgerLists).find(([, kind]) => kind === entry.kind)?.[0]
}

function putIntoRecord(entry: LedgerEntry, nodeFor: (ref: RecordRef) => JsonNode | undefined): boolean {
  const { about } = entry
  const part = about && ledgerPartsIn(about.kind).find((each: LedgerPart) => each.kind === entry.kind)
  const node = about && nodeFor(about)
  if (part === undefined || node === undefined) return false
  if (!part.each) return putAt(node, part.path, entry.body)
  append(node, part.path[0], entry.body)
  return true
}

function leftEntry({ kind, id, about, body }: LedgerEntry): Json {
  return { kind, id, ...(about === undefined ? {} : { about: { kind: about.kind, id: about.id } }), body }
}
