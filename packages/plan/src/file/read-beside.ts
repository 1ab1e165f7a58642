import type { Json } from '@barycentre/kit'
import { isKind } from '../kind.ts'
import type { RecordRef } from '../plan.ts'
import { isJsonObject, jsonObject, ownIdOf, pathTo, type JsonObject } from './json-object.ts'
import { isEntryKind, ledgerLists } from './ledger-parts.ts'
import { isProseJson } from './plain-text.ts'
import type { ImportNote, LedgerEntry, PlanFile, ProseJson } from './plan-file.ts'
import { isOwnKey } from './refusal-of.ts'

/** The entries of the ledger that stand at the top of the file: in lists by kind, and under `ledger` what has no record. */
export function readLedgerLists(file: JsonObject, notes: ImportNote[]): LedgerEntry[] {
  const entries: LedgerEntry[] = []
  for (const [key, kind] of Object.entries(ledgerLists)) {
    for (const [i, body] of listIn(file, key).entries()) {
      entries.push({ kind, id: ownIdOf(body) ?? `${kind}-${i + 1}`, body })
    }
  }
  for (const [i, json] of listIn(file, 'ledger').entries()) {
    const entry = findEntry(json)
    if (entry !== undefined) entries.push(entry)
    else notes.push({ code: 'wrong-type', path: pathTo('ledger', i), facts: { expected: 'ledger-entry', found: json } })
  }
  return entries
}

export function readTexts(file: JsonObject, notes: ImportNote[]): PlanFile['texts'] {
  const texts = new Map<string, string | ProseJson>()
  const { text: plainVision } = objectIn(file, 'vision')
  if (typeof plainVision === 'string') texts.set('vision', plainVision)
  else if (plainVision !== undefined) {
    notes.push({ code: 'wrong-type', path: 'vision.text', facts: { expected: 'text', found: plainVision } })
  }
  for (const [name, text = null] of Object.entries(objectIn(file, 'texts'))) {
    if (typeof text === 'string' || isProseJson(text)) texts.set(name, text)
    else notes.push({ code: 'wrong-type', path: pathTo('texts', name), facts: { expected: 'text', found: text } })
  }
  return Object.fromEntries(texts)
}

export function readFacts(file: JsonObject): PlanFile['facts'] {
  const facts = Object.entries(file).flatMap(([key, fact]) =>
    fact === undefined || isOwnKey(key) ? [] : [[key, fact] as const],
  )
  return jsonObject(facts) as PlanFile['facts']
}

export function findEntry(json: Json): LedgerEntry | undefined {
  if (!isJsonObject(json)) return undefined
  const { kind, id, about, body = null } = json
  if (typeof kind !== 'string' || !isEntryKind(kind) || typeof id !== 'string') return undefined
  if (about === undefined) return { kind, id, body }
  const ref = findRef(about)
  return ref && { kind, id, about: ref, body }
}

function findRef(json: Json): RecordRef | undefined {
  if (!isJsonObject(json)) return undefined
  const { kind, id } = json
  return typeof kind === 'string' && isKind(kind) && typeof id === 'string' ? { kind, id } : undefined
}

export function listIn(file: JsonObject, key: string): readonly Json[] {
  const list = file[key]
  return Array.isArray(list) ? (list as readonly Json[]) : []
}

function objectIn(file: JsonObject, key: string): JsonObject {
  const object = file[key]
  return isJsonObject(object) ? object : {}
}
