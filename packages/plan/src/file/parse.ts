import { err, must, ok, orderKeysAfter, type Json, type Result } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import type { KindDefinition } from '../define-kind.ts'
import { kinds, type Kind } from '../kind.ts'
import { referencesIn } from '../links.ts'
import { planOf, type AnyRecord, type Plan, type RecordRef } from '../plan.ts'
import { readStructure, type UnsoundLine } from '../structure.ts'
import { findJsonFault } from './find-json-fault.ts'
import { isJsonObject, ownIdOf, pathTo, type JsonObject } from './json-object.ts'
import { isLedgerKind, ledgerLists, type LedgerKind } from './ledger-parts.ts'
import { normalisePlanFile } from './normalise.ts'
import { isProseJson } from './plain-text.ts'
import {
  schemaVersion,
  type FileRefusal,
  type ImportNote,
  type LedgerEntry,
  type PlanFile,
  type ProseJson,
} from './plan-file.ts'
import { readRecord } from './read-record.ts'

/**
 * Reads a plan file whole or not at all. Refused is what is no JSON, no plan, of another version, or holds records
 * under a name that this version does not know; all else is read as far as it makes sense, and the report says what was
 * read otherwise than it stands.
 */
export function parsePlanFile(text: string): Result<PlanFile, FileRefusal> {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  let json: Json
  try {
    json = JSON.parse(source) as Json
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return err({ code: 'file-not-json', ...findJsonFault(source) })
  }
  const refusal = refusalOf(json)
  if (refusal !== undefined) return err(refusal)
  return ok(readFile(normalisePlanFile(json) as JsonObject))
}

/** How deep a file may nest; what plans hold nests far less, and readers that recurse stay safe. */
const greatestDepth = 100

const singleKeys = keysOf('one')
const listKeys = new Set<string>([...keysOf('many'), ...keysOf('inside'), ...Object.keys(ledgerLists), 'ledger'])
const ownKeys = new Set(['schemaVersion', 'texts', ...singleKeys, ...listKeys])

function keysOf(as: 'one' | 'many' | 'inside'): Set<string> {
  return new Set(kinds.map(kind => definitions[kind].file).flatMap(file => (file.as === as ? [file.key] : [])))
}

function refusalOf(json: Json): FileRefusal | undefined {
  if (!isJsonObject(json)) return { code: 'file-not-a-plan', path: '', reason: 'not-an-object' }
  const deep = tooDeepAt(json, '', 0)
  if (deep !== undefined) return { code: 'file-not-a-plan', path: deep, reason: 'too-deep' }
  const { schemaVersion: found = null } = json
  if (found !== null && found !== schemaVersion) return { code: 'file-version', found, known: [schemaVersion] }
  for (const [key, value = null] of Object.entries(json)) {
    if (value === null) continue
    if (listKeys.has(key) && !Array.isArray(value)) return { code: 'file-not-a-plan', path: key, reason: 'not-a-list' }
    if ((singleKeys.has(key) || key === 'texts') && !isJsonObject(value)) {
      return { code: 'file-not-a-plan', path: key, reason: 'not-an-object' }
    }
    if (!ownKeys.has(key) && holdsRecords(value)) return { code: 'file-unknown-kind', path: pathTo('', key) }
  }
  const isPlan = Object.keys(json).some(key => ownKeys.has(key))
  return isPlan ? undefined : { code: 'file-not-a-plan', path: '', reason: 'nothing-of-a-plan' }
}

/** A fact is a word, a number or a list of them; an object or a list of objects is something with parts of its own. */
function holdsRecords(value: Json): boolean {
  return isJsonObject(value) || (Array.isArray(value) && value.some(each => typeof each === 'object' && each !== null))
}

function tooDeepAt(value: Json, path: string, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > greatestDepth) return path
  for (const [key, each] of Object.entries(value)) {
    if (typeof each !== 'object' || each === null) continue
    const deep = tooDeepAt(each as Json, pathTo(path, Array.isArray(value) ? Number(key) : key), depth + 1)
    if (deep !== undefined) return deep
  }
  return undefined
}

/** A record's JSON where it was found, with the record that it stood in. */
interface Found {
  readonly json: JsonObject
  readonly path: string
  readonly parent?: string
}

function readFile(file: JsonObject): PlanFile {
  const notes: ImportNote[] = []
  const ledger: LedgerEntry[] = []
  const records: AnyRecord[] = []
  const pathOf = new Map<AnyRecord, string>()
  const foundByKind = new Map<Kind, readonly (Found & { readonly id: string })[]>()

  for (const kind of kinds) {
    const definition: KindDefinition = definitions[kind]
    const found = withIds(kind, findAll(file, definition, foundByKind, notes), notes)
    foundByKind.set(kind, found)
    const orderKeys = orderKeysAfter(undefined, found.length)
    found.forEach(({ id, ...each }, i) => {
      const read = readRecord({ kind, id, orderKey: must(orderKeys[i], 'a key for each'), ...each })
      notes.push(...read.notes)
      ledger.push(...read.ledger)
      if (definition.file.as === 'one' && isEmpty(read.record)) return
      records.push(read.record)
      pathOf.set(read.record, each.path)
    })
  }

  const plan = planOf(records)
  notes.push(...danglingReferences(plan, pathOf), ...unsoundLines(plan, pathOf))
  ledger.push(...entriesAtTheTop(file, notes))
  return {
    plan,
    texts: textsOf(file, notes),
    ledger: withUniqueIds(ledger),
    facts: Object.fromEntries(
      Object.entries(file).filter((entry): entry is [string, Json] => !ownKeys.has(entry[0]) && entry[1] !== undefined),
    ),
    report: { records: records.length, notes },
  }
}

/** A single record of which nothing is recorded is no record: a file cannot tell the two apart. */
function isEmpty(record: AnyRecord): boolean {
  return Object.keys(record).every(key => key === 'kind' || key === 'id' || key === 'orderKey')
}

function findAll(
  file: JsonObject,
  { file: place, kind }: KindDefinition,
  foundByKind: ReadonlyMap<Kind, readonly (Found & { readonly id: string })[]>,
  notes: ImportNote[],
): Found[] {
  if (place.as === 'one') {
    const json = file[place.key]
    return isJsonObject(json) ? [{ json, path: place.key }] : []
  }
  const inParents =
    place.as === 'many'
      ? []
      : must(foundByKind.get(place.parent), `${place.parent} comes before ${kind}`).flatMap(parent =>
          objectsIn(parent.json[place.key], pathTo(parent.path, place.key), notes).map(each => ({
            ...each,
            ...(place.parentField === undefined ? {} : { parent: parent.id }),
          })),
        )
  return [...inParents, ...objectsIn(file[place.key], place.key, notes)]
}

function objectsIn(list: Json | undefined, path: string, notes: ImportNote[]): Found[] {
  if (list === undefined) return []
  if (!Array.isArray(list)) {
    notes.push({ code: 'wrong-type', path, facts: { expected: 'list', found: list } })
    return []
  }
  return (list as readonly Json[]).flatMap((json, i) => {
    if (isJsonObject(json)) return [{ json, path: pathTo(path, i) }]
    notes.push({ code: 'wrong-type', path: pathTo(path, i), facts: { expected: 'record', found: json } })
    return []
  })
}

/** The first record with an id keeps it; the others, and those without one, get new ones that no record has. */
function withIds(kind: Kind, found: readonly Found[], notes: ImportNote[]): (Found & { readonly id: string })[] {
  const { file } = definitions[kind] as KindDefinition
  if (file.as === 'one') return found.map(each => ({ ...each, id: kind }))
  const idKey = (file.as === 'many' ? file.idKey : undefined) ?? 'id'
  const taken = new Set(found.map(({ json }) => json[idKey]))
  const given = new Set<string>()
  return found.map((each, i) => {
    const id = each.json[idKey]
    if (typeof id === 'string' && !given.has(id)) {
      given.add(id)
      return { ...each, id }
    }
    const path = pathTo(each.path, idKey)
    const newId = freeId(typeof id === 'string' ? id : `${kind}-${i + 1}`, taken)
    taken.add(newId)
    if (typeof id === 'string') notes.push({ code: 'duplicate-id', path, facts: { id, newId } })
    else if (id === undefined) notes.push({ code: 'missing-id', path, facts: { newId } })
    else notes.push({ code: 'wrong-type', path, facts: { expected: 'id', found: id, newId } })
    return { ...each, id: newId }
  })
}

function freeId(wanted: string, taken: ReadonlySet<unknown>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}~${n}`
    if (!taken.has(id)) return id
  }
}

function danglingReferences(plan: Plan, pathOf: ReadonlyMap<AnyRecord, string>): ImportNote[] {
  const notes: ImportNote[] = []
  for (const [record, path] of pathOf) {
    for (const { field, to, id } of referencesIn(record)) {
      if (to.some(kind => plan[kind].has(id))) continue
      notes.push({ code: 'dangling-reference', path: `${path}.${fileFieldOf(record.kind, field)}`, facts: { id } })
    }
  }
  return notes
}

function fileFieldOf(kind: Kind, field: string): string {
  const [name = field, ...rest] = field.split('.')
  const fields: KindDefinition['fields'] = definitions[kind].fields
  return [fields[name]?.fileKey ?? name, ...rest].join('.')
}

function unsoundLines(plan: Plan, pathOf: ReadonlyMap<AnyRecord, string>): ImportNote[] {
  return readStructure(plan).unsound.flatMap(each => {
    const line = must(plan.line.get(each.lineId), 'a reading names lines of its plan')
    return noteOf(each, must(pathOf.get(line), 'every record was found somewhere'), plan)
  })
}

function noteOf(unsound: UnsoundLine, path: string, plan: Plan): ImportNote[] {
  switch (unsound.code) {
    case 'cycle':
      return [{ code: 'line-cycle', path, facts: { lineIds: unsound.lineIds } }]
    case 'second-superior':
      return [{ code: 'second-superior', path, facts: { postId: unsound.postId, countsLineId: unsound.countsLineId } }]
    case 'duplicate-line':
      return [{ code: 'duplicate-line', path, facts: { countsLineId: unsound.countsLineId } }]
    case 'dangling-line': {
      const line = must(plan.line.get(unsound.lineId), 'a reading names lines of its plan')
      const ends = unsound.ends.filter(end => line[end] === undefined)
      return ends.length === 0 ? [] : [{ code: 'unfinished-line', path, facts: { ends } }]
    }
  }
}

function entriesAtTheTop(file: JsonObject, notes: ImportNote[]): LedgerEntry[] {
  const entries: LedgerEntry[] = []
  for (const [key, kind] of Object.entries(ledgerLists)) {
    const list = file[key]
    if (!Array.isArray(list)) continue
    for (const [i, body] of (list as readonly Json[]).entries()) {
      entries.push({ kind, id: ownIdOf(body) ?? `${kind}-${i + 1}`, body })
    }
  }
  const left = file['ledger']
  for (const [i, json] of (Array.isArray(left) ? (left as readonly Json[]) : []).entries()) {
    const entry = leftEntry(json)
    if (entry === undefined) {
      const path = pathTo('ledger', i)
      notes.push({ code: 'wrong-type', path, facts: { expected: 'ledger-entry', found: json } })
    } else entries.push(entry)
  }
  return entries
}

function leftEntry(json: Json): LedgerEntry | undefined {
  if (!isJsonObject(json)) return undefined
  const { kind, id, about, body = null } = json
  if (typeof kind !== 'string' || !isLedgerKind(kind) || typeof id !== 'string') return undefined
  if (about === undefined) return { kind, id, body }
  return isRecordRef(about) ? { kind, id, about, body } : undefined
}

function isRecordRef(value: unknown): value is RecordRef & JsonObject {
  return isJsonObject(value) && kinds.some(kind => kind === value['kind']) && typeof value['id'] === 'string'
}

function withUniqueIds(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const takenByKind = new Map<LedgerKind, Set<string>>()
  return ledger.map(entry => {
    let taken = takenByKind.get(entry.kind)
    if (taken === undefined) takenByKind.set(entry.kind, (taken = new Set()))
    const id = freeId(entry.id, taken)
    taken.add(id)
    return id === entry.id ? entry : { ...entry, id }
  })
}

function textsOf(file: JsonObject, notes: ImportNote[]): PlanFile['texts'] {
  const texts = new Map<string, string | ProseJson>()
  const plainVision = isJsonObject(file['vision']) ? file['vision']['text'] : undefined
  if (typeof plainVision === 'string') texts.set('vision', plainVision)
  for (const [name, text] of Object.entries(isJsonObject(file['texts']) ? file['texts'] : {})) {
    if (typeof text === 'string' || isProseJson(text)) texts.set(name, text)
    else
      notes.push({ code: 'wrong-type', path: pathTo('texts', name), facts: { expected: 'text', found: text ?? null } })
  }
  return Object.fromEntries(texts)
}
