import { definitions } from '../definitions.ts'
import type { FilePlace } from '../define-kind.ts'
import { kinds } from '../kind.ts'
import { allRecords, type AnyRecord, type Plan, type RecordRef } from '../plan.ts'
import { append, putAt, toJson, type JsonNode } from './json-node.ts'
import { asRecord } from './earlier-entries.ts'
import { ledgerLists, ledgerPartsIn } from './ledger-parts.ts'
import { normalisePlanFile } from './normalise.ts'
import { schemaVersion, type LedgerEntry, type PlanFile } from './plan-file.ts'
import { writeRecord } from './write-record.ts'

/**
 * The plan file that says all this, in its normal form (`normalisePlanFile`): the same contents, the same bytes. An
 * entry of the ledger whose record is gone, and a record whose parent is gone, are written at the top and read again. An
 * entry of a kind that is one of records now (an older import brought it) is written as a record where it can be read so.
 */
export function formatPlanFile({ plan, texts, ledger, facts }: Omit<PlanFile, 'report'>): string {
  const nodes = new RecordNodes(plan)
  const top: JsonNode = new Map()
  const left = ledger.filter(entry => !placeEntry(entry, nodes, top))
  let phases = 0
  for (const record of allRecords(plan)) {
    if (record.kind === 'phase') nodes.find(record)?.set('order', ++phases)
    placeRecord(record, nodes, top)
  }
  for (const kind of kinds) {
    const place: FilePlace = definitions[kind].file
    if (place.as === 'one') top.set(place.key, nodes.find({ kind, id: kind }))
  }
  top.set('texts', texts)
  top.set(
    'ledger',
    left.map(({ kind, id, about, body }) => ({ kind, id, about, body })),
  )

  const keys = [...keyOrder.filter(key => top.has(key)), ...[...top.keys()].filter(key => !keyOrder.includes(key))]
  const file = new Map([
    ['schemaVersion', schemaVersion],
    ...Object.entries(facts),
    ...keys.map(key => [key, top.get(key)] as const),
  ] as [string, unknown][])
  return JSON.stringify(normalisePlanFile(toJson(file)), undefined, 1) + '\n'
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
  'waivers',
  'followUps',
]

/** The records being written, and the singles that have no record but a part of the ledger or records inside them. */
class RecordNodes {
  readonly #nodes = new Map<string, JsonNode>()

  constructor(plan: Plan) {
    for (const record of allRecords(plan)) this.#nodes.set(keyOf(record), writeRecord(record))
  }

  find(ref: RecordRef): JsonNode | undefined {
    const known = this.#nodes.get(keyOf(ref))
    if (known !== undefined || definitions[ref.kind].file.as !== 'one' || ref.id !== ref.kind) return known
    const single: JsonNode = new Map()
    this.#nodes.set(keyOf(ref), single)
    return single
  }
}

function keyOf({ kind, id }: RecordRef): string {
  return `${kind}/${id}`
}

function placeRecord(record: AnyRecord, nodes: RecordNodes, top: JsonNode): void {
  const place: FilePlace = definitions[record.kind].file
  if (place.as === 'one') return
  const node = nodes.find(record)
  const parent = place.as === 'inside' ? findParent(record, place, nodes) : undefined
  if (parent !== undefined && place.as === 'inside' && place.parentField !== undefined) node?.delete(place.parentField)
  append(parent ?? top, place.key, node)
}

function findParent(
  record: AnyRecord,
  { parent: kind, parentField }: FilePlace & { as: 'inside' },
  nodes: RecordNodes,
): JsonNode | undefined {
  if (parentField === undefined) return nodes.find({ kind, id: kind })
  const id = (record as unknown as Readonly<Record<string, unknown>>)[parentField]
  return typeof id === 'string' ? nodes.find({ kind, id }) : undefined
}

/** Puts an entry back where it stood; says whether there is such a place. */
function placeEntry(entry: LedgerEntry, nodes: RecordNodes, top: JsonNode): boolean {
  const { kind, about, body } = entry
  const record = asRecord(entry)
  if (record !== undefined && nodes.find(record) === undefined) {
    append(top, definitions[record.kind].file.key, writeRecord(record))
    return true
  }
  if (about === undefined) {
    const list = Object.entries(ledgerLists).find(([, entryKind]) => entryKind === kind)
    if (list !== undefined) append(top, list[0], body)
    return list !== undefined
  }
  const part = ledgerPartsIn(about.kind).find(each => each.kind === kind)
  const node = part && nodes.find(about)
  if (part === undefined || node === undefined) return false
  if (!part.each) return putAt(node, part.path, body)
  append(node, part.path[0], body)
  return true
}
