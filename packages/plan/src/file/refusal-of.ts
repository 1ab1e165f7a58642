import type { Json } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import { kinds } from '../kind.ts'
import { isJsonObject, pathTo, type JsonObject } from './json-object.ts'
import { ledgerLists } from './ledger-parts.ts'
import { knownVersions, type FileRefusal } from './plan-file.ts'

/** How deep a file may nest; what plans hold nests far less, and readers that recurse stay safe. */
const greatestDepth = 100

const singleKeys = keysOf('one')
const listKeys = new Set<string>([...keysOf('many'), ...keysOf('inside'), ...Object.keys(ledgerLists), 'ledger'])
const ownKeys = new Set(['schemaVersion', 'texts', ...singleKeys, ...listKeys])

/** Whether a key at the top is the format's own; any other is a fact beside the plan. */
export function isOwnKey(key: string): boolean {
  return ownKeys.has(key)
}

/** Why this JSON is not read as a plan file; undefined where it is, as far as it makes sense. */
export function refusalOf(json: Json): FileRefusal | undefined {
  if (!isJsonObject(json)) return { code: 'file-not-a-plan', path: '', reason: 'not-an-object' }
  const deep = tooDeepAt(json, '', 0)
  if (deep !== undefined) return { code: 'file-not-a-plan', path: deep, reason: 'too-deep' }
  const { schemaVersion: found = null } = json
  if (found !== null && !(knownVersions as readonly Json[]).includes(found)) {
    return { code: 'file-version', found, known: knownVersions }
  }
  return refusalOfKeys(json)
}

function refusalOfKeys(json: JsonObject): FileRefusal | undefined {
  for (const [key, value = null] of Object.entries(json)) {
    if (value === null) continue
    if (listKeys.has(key) && !Array.isArray(value)) return { code: 'file-not-a-plan', path: key, reason: 'not-a-list' }
    if ((singleKeys.has(key) || key === 'texts') && !isJsonObject(value)) {
      return { code: 'file-not-a-plan', path: key, reason: 'not-an-object' }
    }
    if (!ownKeys.has(key) && holdsRecords(value)) return { code: 'file-unknown-kind', path: pathTo('', key) }
  }
  const isPlan = Object.keys(json).some(isOwnKey)
  return isPlan ? undefined : { code: 'file-not-a-plan', path: '', reason: 'nothing-of-a-plan' }
}

function keysOf(as: 'one' | 'many' | 'inside'): Set<string> {
  return new Set(kinds.map(kind => definitions[kind].file).flatMap(file => (file.as === as ? [file.key] : [])))
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
