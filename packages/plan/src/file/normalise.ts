import type { Json } from '@barycentre/kit'
import { isJsonObject, jsonObject, type JsonObject } from './json-object.ts'
import { isPlain, isProseJson, plainLines, plainTextOf } from './plain-text.ts'

/**
 * The one form in which a plan file says what it says; reading and writing again gives exactly this.
 *
 * 1. A property whose value is `null`, `""`, `[]` or `{}` is left out: each of them says "not recorded". Members of
 *    lists stay where they are, whatever they are.
 * 2. Phases stand in their sequence, and their `order` counts it from 1. A phase without a number comes last.
 * 3. A text has a line per paragraph. A rich text that is nothing but plain paragraphs is written as plain text. The
 *    vision's plain text is `vision.text`; where `texts.vision` holds a rich text, that one wins and `vision.text` is
 *    what it says without its form.
 */
export function normalisePlanFile(file: Json): Json {
  const recorded = onlyRecorded(file)
  return isJsonObject(recorded) ? withVisionText(withPlainTexts(withPhasesInOrder(recorded))) : recorded
}

function onlyRecorded(value: Json): Json {
  if (Array.isArray(value)) return value.map(each => onlyRecorded(each as Json))
  if (!isJsonObject(value)) return value
  const entries: [string, Json][] = []
  for (const [key, each] of Object.entries(value)) {
    const kept = each === undefined ? null : onlyRecorded(each)
    if (isRecorded(kept)) entries.push([key, kept])
  }
  return jsonObject(entries)
}

export function isRecorded(value: Json): boolean {
  if (value === null || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return !isJsonObject(value) || Object.keys(value).length > 0
}

function withPhasesInOrder(file: JsonObject): JsonObject {
  const phases = file['phases']
  if (!Array.isArray(phases)) return file
  const numbered = (phases as readonly Json[]).map(phase => ({ phase, order: orderOf(phase) }))
  const inOrder = numbered.sort((a, b) => (a.order === b.order ? 0 : a.order - b.order))
  return { ...file, phases: inOrder.map(({ phase }, i) => (isJsonObject(phase) ? { ...phase, order: i + 1 } : phase)) }
}

function orderOf(phase: Json): number {
  const order = isJsonObject(phase) ? phase['order'] : undefined
  return typeof order === 'number' ? order : Infinity
}

function withPlainTexts(file: JsonObject): JsonObject {
  if (!isJsonObject(file['texts'])) return file
  const texts = Object.entries(file['texts']).flatMap(([name, text]) => {
    if (text === undefined) return []
    const plain = isProseJson(text) && isPlain(text) ? plainTextOf(text) : text
    return [[name, typeof plain === 'string' ? plainLines(plain) : plain] as const]
  })
  return withValue(file, 'texts', onlyRecorded(jsonObject(texts)))
}

function withVisionText(file: JsonObject): JsonObject {
  const texts = isJsonObject(file['texts']) ? file['texts'] : {}
  const vision = isJsonObject(file['vision']) ? file['vision'] : {}
  const { vision: text } = texts
  if (isProseJson(text)) return withValue(file, 'vision', withValue(vision, 'text', plainTextOf(text)))
  if (typeof text === 'string') {
    const others = withValue(file, 'texts', withValue(texts, 'vision', ''))
    return withValue(others, 'vision', withValue(vision, 'text', text))
  }
  if (typeof vision['text'] !== 'string') return file
  return withValue(file, 'vision', withValue(vision, 'text', plainLines(vision['text'])))
}

/** The object with this value under the key, or without the key where the value says nothing. */
function withValue(object: JsonObject, key: string, value: Json | JsonObject): JsonObject {
  const { [key]: _, ...others } = object
  return !isRecorded(value) ? others : { ...object, [key]: value }
}
