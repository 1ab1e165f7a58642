import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { piecesOf, takeNumbers } from './json-form.ts'

/**
 * What somebody says of itself, as far as it has changed. A caret moves many times a second, and a name never: of a
 * state's fields only those that are new travel.
 */
export interface PresenceChange {
  readonly client: number
  readonly clock: number
  /** `whole`: the state. `patch`: fields that are new in it, the others stay. `gone`: nobody is there any more. */
  readonly change: 'whole' | 'patch' | 'gone'
  /** JSON of an object; empty for `gone`. */
  readonly json: string
}

const codes = ['whole', 'patch', 'gone'] as const

/** What somebody who says hello can, so that presence is told in this way. */
export const presenceCapability = 'presence-forms'

/**
 * On the wire: a count of forms, and for each its code, its text, and a count of changes; for each of those its client, its
 * clock, and the numbers that its form leaves open. A crowd that moves differs in numbers only. Of each client there is
 * one change at most.
 */
export function encodePresenceChanges(changes: readonly PresenceChange[]): Uint8Array {
  const forms = new Map<string, FormedChange[]>()
  for (const { client, clock, change, json } of changes) {
    const { form, numbers } = takeNumbers(json)
    const key = `${codes.indexOf(change)}${form}`
    const formed = forms.get(key)
    if (formed === undefined) forms.set(key, [{ client, clock, numbers }])
    else formed.push({ client, clock, numbers })
  }
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, forms.size)
    for (const [key, formed] of forms) {
      encoding.writeVarUint(encoder, Number(key.slice(0, 1)))
      encoding.writeVarString(encoder, key.slice(1))
      encoding.writeVarUint(encoder, formed.length)
      for (const { client, clock, numbers } of formed) {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, clock)
        for (const number of numbers) encoding.writeVarInt(encoder, number)
      }
    }
  })
}

interface FormedChange {
  readonly client: number
  readonly clock: number
  readonly numbers: readonly number[]
}

/**
 * Throws when it is not such a list, to its last byte, or when all of its JSON together is longer than `maxText`: a few
 * bytes can name a long form again and again.
 */
export function decodePresenceChanges(bytes: Uint8Array, maxText = Infinity): readonly PresenceChange[] {
  const decoder = decoding.createDecoder(bytes)
  const changes: PresenceChange[] = []
  let text = 0
  for (let forms = decoding.readVarUint(decoder); forms > 0; forms--) {
    const change = codes[decoding.readVarUint(decoder)]
    if (change === undefined) throw new Error('Not a change of presence')
    const [first = '', ...others] = piecesOf(decoding.readVarString(decoder))
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      let json = first
      for (const piece of others) json += decoding.readVarInt(decoder) + piece
      text += json.length
      if (text > maxText) throw new Error('More text than is taken')
      changes.push({ client, clock, change, json })
    }
  }
  if (decoder.pos !== bytes.length) throw new Error('The changes do not end where their frame does')
  return changes
}

/** A state as its fields, each as JSON: so that two can be compared field by field. */
export type PresenceFields = ReadonlyMap<string, string>

/** The fields of a state; `undefined` where it is no object, and so has none. */
export function presenceFields(json: string): PresenceFields | undefined {
  const state: unknown = JSON.parse(json)
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined
  return new Map(Object.entries(state).map(([field, value]) => [field, JSON.stringify(value)]))
}

/** What leads from one state to the next. */
export function presenceChange(
  client: number,
  clock: number,
  from: PresenceFields | undefined,
  to: { readonly json: string; readonly fields: PresenceFields | undefined },
): PresenceChange {
  const whole: PresenceChange = { client, clock, change: 'whole', json: to.json }
  if (from === undefined || to.fields === undefined) return whole
  // A field that has gone cannot be said in a patch.
  for (const field of from.keys()) if (!to.fields.has(field)) return whole
  const changed = [...to.fields].filter(([field, value]) => from.get(field) !== value)
  return { client, clock, change: 'patch', json: jsonOf(changed) }
}

/** What comes of a patch. */
export function patched(from: PresenceFields, patch: PresenceFields): PresenceFields {
  return new Map([...from, ...patch])
}

/** The state of these fields, as JSON. */
export function stateOf(fields: PresenceFields): string {
  return jsonOf([...fields])
}

function jsonOf(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([field, value]) => `${JSON.stringify(field)}:${value}`).join()}}`
}
