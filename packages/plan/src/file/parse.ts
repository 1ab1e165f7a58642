import { err, must, ok, orderKeysAfter, type Json, type Result } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import type { KindDefinition } from '../define-kind.ts'
import { kinds, type Kind } from '../kind.ts'
import { planOf, type AnyRecord } from '../plan.ts'
import { bringForward } from './bring-forward.ts'
import { findJsonFault } from './find-json-fault.ts'
import { freeIds } from './free-ids.ts'
import { isJsonObject, pathTo, type JsonObject } from './json-object.ts'
import { normalisePlanFile } from './normalise.ts'
import type { FileRefusal, ImportNote, LedgerEntry, PlanFile } from './plan-file.ts'
import { readFacts, readLedgerLists, readTexts } from './read-beside.ts'
import { readRecord } from './read-record.ts'
import { refusalOf } from './refusal-of.ts'
import { soundnessNotes } from './soundness-notes.ts'

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
  return refusal === undefined ? ok(readContents(bringForward(normalisePlanFile(json) as JsonObject))) : err(refusal)
}

/** A record's JSON where it was found, with the id that it gets and that of the record in which it stood. */
interface Found {
  readonly json: JsonObject
  readonly path: string
  readonly id: string
  readonly parent?: string
}
type FoundByKind = ReadonlyMap<Kind, readonly Found[]>

function readContents(file: JsonObject): PlanFile {
  const notes: ImportNote[] = []
  const ledger: LedgerEntry[] = []
  const pathOf = new Map<AnyRecord, string>()

  for (const [kind, found] of findRecords(file, notes)) {
    const orderKeys = orderKeysAfter(undefined, found.length)
    for (const [i, each] of found.entries()) {
      const source = { kind, orderKey: must(orderKeys[i], 'a key for each'), ...each }
      const record = readRecord(source, { notes, ledger })
      if (definitions[kind].file.as !== 'one' || !isEmpty(record)) pathOf.set(record, each.path)
    }
  }

  const plan = planOf(pathOf.keys())
  const unsound = soundnessNotes(plan, pathOf)
  const entries = [...ledger, ...readLedgerLists(file, notes)]
  const texts = readTexts(file, notes)
  return {
    plan,
    texts,
    ledger: withUniqueIds(entries),
    facts: readFacts(file),
    report: { records: pathOf.size, notes: [...notes, ...unsound] },
  }
}

/** A single record of which nothing is recorded is no record: a file cannot tell the two apart. */
function isEmpty(record: AnyRecord): boolean {
  return Object.keys(record).every(key => key === 'kind' || key === 'id' || key === 'orderKey')
}

/** All records by kind. Parents come before what stands inside them, so that their ids are known. */
function findRecords(file: JsonObject, notes: ImportNote[]): FoundByKind {
  const foundByKind = new Map<Kind, readonly Found[]>()
  for (const kind of kinds) foundByKind.set(kind, withIds(kind, findAll(file, kind, foundByKind, notes), notes))
  return foundByKind
}

type Unnamed = Omit<Found, 'id'>

function findAll(file: JsonObject, kind: Kind, foundByKind: FoundByKind, notes: ImportNote[]): Unnamed[] {
  const { file: place }: KindDefinition = definitions[kind]
  if (place.as === 'one') {
    const json = file[place.key]
    return isJsonObject(json) ? [{ json, path: place.key }] : []
  }
  const atTheTop = objectsIn(file[place.key], place.key, notes)
  if (place.as === 'many') return atTheTop
  const parents = must(foundByKind.get(place.parent), `${place.parent} comes before ${kind}`)
  const inParents = parents.flatMap(({ id: parent, json, path }) =>
    objectsIn(json[place.key], pathTo(path, place.key), notes).map(each => ({ ...each, parent })),
  )
  return [...inParents, ...atTheTop]
}

function objectsIn(list: Json | undefined, path: string, notes: ImportNote[]): Unnamed[] {
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
function withIds(kind: Kind, found: readonly Unnamed[], notes: ImportNote[]): readonly Found[] {
  const { file }: KindDefinition = definitions[kind]
  if (file.as === 'one') return found.map(each => ({ ...each, id: kind }))
  const idKey = (file.as === 'many' ? file.idKey : undefined) ?? 'id'
  const freeId = freeIds(found.map(({ json }) => json[idKey]))
  const kept = new Set<string>()
  return found.map((each, i) => {
    const id = each.json[idKey]
    if (typeof id === 'string' && !kept.has(id)) {
      kept.add(id)
      return { ...each, id }
    }
    const path = pathTo(each.path, idKey)
    const newId = freeId(typeof id === 'string' ? id : `${kind}-${i + 1}`)
    if (typeof id === 'string') notes.push({ code: 'duplicate-id', path, facts: { id, newId } })
    else if (id === undefined) notes.push({ code: 'missing-id', path, facts: { newId } })
    else notes.push({ code: 'wrong-type', path, facts: { expected: 'id', found: id, newId } })
    return { ...each, id: newId }
  })
}

function withUniqueIds(ledger: readonly LedgerEntry[]): LedgerEntry[] {
  const freeIdOf = new Map<string, (wanted: string) => string>()
  return ledger.map(entry => {
    const freeId = freeIdOf.get(entry.kind) ?? freeIds([])
    freeIdOf.set(entry.kind, freeId)
    return { ...entry, id: freeId(entry.id) }
  })
}
