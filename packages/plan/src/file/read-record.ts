import type { Json } from '@barycentre/kit'
import * as z from 'zod/mini'
import { definitions } from '../definitions.ts'
import type { KindDefinition } from '../define-kind.ts'
import type { Field, Fields, ListField, RegisterField } from '../field.ts'
import { kinds, type Kind } from '../kind.ts'
import type { AnyRecord } from '../plan.ts'
import { isJsonObject, jsonObject, ownIdOf, pathTo, type JsonObject } from './json-object.ts'
import { ledgerPartsIn } from './ledger-parts.ts'
import type { ImportNote, LedgerEntry } from './plan-file.ts'
import { pointerOf } from './unknown-field.ts'

interface RecordSource {
  readonly kind: Kind
  readonly id: string
  readonly orderKey: string
  readonly json: JsonObject
  readonly path: string
  /** The id of the record in which it stood. */
  readonly parent?: string
}

/** Where reading a record leaves what is no part of it. */
interface Sinks {
  readonly notes: ImportNote[]
  readonly ledger: LedgerEntry[]
}

/** One record from its JSON, parted into what people edit, what the ledger keeps and what this version does not know. */
export function readRecord(source: RecordSource, { notes, ledger }: Sinks): AnyRecord {
  const { kind, id, orderKey, json, path, parent } = source
  const definition: KindDefinition = definitions[kind]
  const reading = new Reading(notes)
  const fieldsJson = without(takeLedgerParts(source, ledger, reading), otherKeys(definition))
  const values = reading.fields(definition.fields, fieldsJson, path, [])
  const { file } = definition
  if (file.as === 'inside' && file.parentField !== undefined && parent !== undefined) {
    values.set(file.parentField, parent)
  }
  const declaredNone = readDeclaredNone(json['declaredNone'], pathTo(path, 'declaredNone'), reading)
  return {
    kind,
    id,
    orderKey,
    ...Object.fromEntries(values),
    ...(declaredNone === undefined ? {} : { declaredNone }),
    ...(reading.unknown.size === 0 ? {} : { unknownFields: Object.fromEntries(reading.unknown) }),
  } as unknown as AnyRecord
}

/** The keys of a record's JSON that are neither fields nor ledger: its id, its place, the records that stand inside it. */
function otherKeys({ kind, file }: KindDefinition): ReadonlySet<string> {
  const keys = new Set(['declaredNone'])
  if (file.as === 'many') keys.add(file.idKey ?? 'id')
  if (file.as === 'inside') keys.add('id')
  if (kind === 'phase') keys.add('order')
  if (kind === 'vision') keys.add('text')
  for (const other of kinds) {
    const place = definitions[other].file
    if (place.as === 'inside' && place.parent === kind) keys.add(place.key)
  }
  return keys
}

function without(json: JsonObject, keys: ReadonlySet<string>): JsonObject {
  return jsonObject(Object.entries(json).filter((entry): entry is [string, Json] => !keys.has(entry[0])))
}

function takeLedgerParts({ kind, id, json, path }: RecordSource, ledger: LedgerEntry[], reading: Reading): JsonObject {
  let rest = json
  for (const part of ledgerPartsIn(kind)) {
    const [first, second] = part.path
    const holder = second === undefined ? rest : rest[first]
    const key = second ?? first
    if (!isJsonObject(holder)) continue
    const body = holder[key]
    if (body === undefined) continue
    const restOfHolder = without(holder, new Set([key]))
    rest = second === undefined ? restOfHolder : { ...rest, [first]: restOfHolder }
    const about = { kind, id }
    if (!part.each) ledger.push({ kind: part.kind, id, about, body })
    else if (Array.isArray(body)) {
      for (const [i, each] of (body as readonly Json[]).entries()) {
        ledger.push({ kind: part.kind, id: ownIdOf(each) ?? `${id}-${i + 1}`, about, body: each })
      }
    } else reading.wrongType(part.path.reduce(pathTo, path), 'list', body)
  }
  return rest
}

function readDeclaredNone(json: Json | undefined, path: string, reading: Reading): JsonObject | undefined {
  if (json === undefined) return undefined
  if (!isJsonObject(json)) return void reading.wrongType(path, 'group', json)
  const reasons: [string, string][] = []
  for (const [field, reason = null] of Object.entries(json)) {
    if (typeof reason === 'string') reasons.push([field, reason])
    else reading.wrongType(pathTo(path, field), 'line', reason)
  }
  return reasons.length === 0 ? undefined : jsonObject(reasons)
}

/** Collects, on the way through a record, what could not be read as a field. */
class Reading {
  readonly unknown = new Map<string, Json>()
  readonly #notes: ImportNote[]

  constructor(notes: ImportNote[]) {
    this.#notes = notes
  }

  wrongType(path: string, expected: string, found: Json): undefined {
    this.#notes.push({ code: 'wrong-type', path, facts: { expected, found } })
  }

  fields(fields: Fields, json: JsonObject, path: string, within: readonly string[]): Map<string, unknown> {
    const values = new Map<string, unknown>()
    const known = new Set<string>()
    for (const [name, field] of Object.entries(fields)) {
      const key = field.fileKey ?? name
      known.add(key)
      const found = Object.hasOwn(json, key) ? json[key] : undefined
      if (found === undefined) continue
      const value = this.#field(field, found, pathTo(path, key), [...within, key])
      if (value !== undefined) values.set(name, value)
    }
    for (const [key, value] of Object.entries(json)) {
      if (!known.has(key) && value !== undefined) this.#keepUnknown(key, value, path, within)
    }
    return values
  }

  #keepUnknown(key: string, value: Json, path: string, within: readonly string[]): void {
    this.unknown.set(pointerOf([...within, key]), value)
    this.#notes.push({ code: 'unknown-field', path: pathTo(path, key), facts: { field: key } })
  }

  #field(field: Field, found: Json, path: string, within: readonly string[]): unknown {
    switch (field.shape) {
      case 'register':
        return this.#register(field, found, path, within)
      case 'prose':
        return typeof found === 'string' ? found : this.wrongType(path, 'prose', found)
      case 'set':
        return this.#set(found, path)
      case 'list':
        return this.#list(field, found, path)
      case 'group': {
        if (!isJsonObject(found)) return this.wrongType(path, 'group', found)
        const values = this.fields(field.leaves, found, path, within)
        return values.size === 0 ? undefined : Object.fromEntries(values)
      }
    }
  }

  #register(field: RegisterField<unknown>, found: Json, path: string, within: readonly string[]): unknown {
    const { success, data } = z.safeParse(field.schema, found)
    if (!success) return this.wrongType(path, field.holds.as, found)
    if (field.holds.as !== 'place' || !isJsonObject(found)) return data
    for (const [key, value] of Object.entries(found)) {
      if (key !== 'x' && key !== 'y' && value !== undefined) this.#keepUnknown(key, value, path, within)
    }
    return data
  }

  #set(found: Json, path: string): readonly string[] | undefined {
    if (!Array.isArray(found)) return this.wrongType(path, 'set', found)
    const members = new Set<string>()
    for (const [i, member] of (found as readonly Json[]).entries()) {
      if (typeof member !== 'string') this.wrongType(pathTo(path, i), 'line', member)
      else if (members.has(member))
        this.#notes.push({ code: 'duplicate-member', path: pathTo(path, i), facts: { member } })
      else members.add(member)
    }
    return members.size === 0 ? undefined : [...members]
  }

  /** An item without an id is known by its place; writing leaves such an id out again. */
  #list(field: ListField<unknown>, found: Json, path: string): readonly unknown[] | undefined {
    if (!Array.isArray(found)) return this.wrongType(path, 'list', found)
    const taken = new Set<string>()
    const items: unknown[] = []
    for (const [i, json] of (found as readonly Json[]).entries()) {
      const item = this.#item(field, json, pathTo(path, i))
      if (item === undefined) continue
      const own = ownIdOf(item)
      let id = own !== undefined && !taken.has(own) ? own : itemIdAt(items.length)
      while (taken.has(id)) id += '~'
      taken.add(id)
      if (own !== undefined && own !== id) {
        this.#notes.push({ code: 'duplicate-id', path: pathTo(pathTo(path, i), 'id'), facts: { id: own, newId: id } })
      }
      items.push({ ...item, id })
    }
    return items.length === 0 ? undefined : items
  }

  #item(field: ListField<unknown>, json: Json, path: string): JsonObject | undefined {
    if (field.bare !== undefined) {
      return typeof json === 'string' ? { [field.bare]: json } : this.wrongType(path, 'line', json)
    }
    if (!isJsonObject(json)) return this.wrongType(path, 'item', json)
    const { error } = z.safeParse(field.schema, json)
    const wrong = new Set(error?.issues.map(issue => String(issue.path[0])))
    if (json['id'] !== undefined && ownIdOf(json) === undefined) wrong.add('id')
    if (wrong.size === 0) return json
    for (const key of wrong) {
      this.wrongType(
        pathTo(path, key),
        field.itemSets[key] === undefined ? (field.item[key]?.as ?? 'line') : 'set',
        json[key] ?? null,
      )
    }
    return without(json, wrong)
  }
}

export function itemIdAt(index: number): string {
  return `item-${index + 1}`
}
