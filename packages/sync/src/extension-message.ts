import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { RefusalFacts } from './refusal.ts'

/**
 * Raised whenever `extensionMessages` changes: a test holds the hash of the schemas against this number. Both sides
 * speak the lower of their two versions.
 */
export const protocolVersion = 2

/**
 * Our own messages, field by field in the order of the wire; the types below and the codec are derived from this. A
 * field may be added at the end: readers ignore what follows the fields that they know, and read a field that an older
 * peer does not send as nothing (0, no text, no bytes).
 */
export const extensionMessages = {
  /**
   * Client → server, before anything else: I understand the messages below. `schema` is the layout that I know, `''` if
   * none; `client` the Yjs client id under which I shall write, 0 if none. If I hold all rows up to a place, its
   * `sequence` and `chain`; 0 if not.
   */
  hello: {
    type: 64,
    fields: {
      protocol: 'count',
      schema: 'text',
      capabilities: 'texts',
      client: 'count',
      sequence: 'count',
      chain: 'count',
    },
  },
  /**
   * Server → client, in answer. `write` is 1 or 0; if 0, `code` and `facts` say why. `resumed` is 1 if what follows begins
   * behind the place of the `hello`: then nobody has to ask for states.
   */
  welcome: {
    type: 65,
    fields: {
      protocol: 'count',
      capabilities: 'texts',
      session: 'text',
      write: 'count',
      code: 'text',
      facts: 'facts',
      serverTime: 'count',
      sequence: 'count',
      resumed: 'count',
    },
  },
  /**
   * Server → client: the first `frames` update-carrying frames of this connection are settled. Each is on disk, unless
   * a `refused` before this message named it. `clocks`: per Yjs client id in those frames, the clock up to which the
   * document is on disk. `sequence` and `chain`: the place up to which this session now holds everything. `serverTime` is
   * 0 where the time is to be counted on from the last one told.
   */
  saved: {
    type: 66,
    fields: { frames: 'count', sequence: 'count', serverTime: 'count', clocks: 'clocks', chain: 'count' },
  },
  /** Server → client: the frames numbered `frame` to `frame + frames - 1` (from 1) of this connection were not taken. */
  refused: { type: 67, fields: { code: 'text', facts: 'facts', frame: 'count', frames: 'count' } },
  /** Server → client, in place of an update frame: the rows since the last place, joined, and the place that holds with them, if it is told (else 0). */
  news: { type: 68, fields: { sequence: 'count', chain: 'count', update: 'bytes' } },
  /** Server → client: from now on you may write, or not, and why. */
  access: { type: 69, fields: { write: 'count', code: 'text', facts: 'facts' } },
  /** Both ways, in place of an awareness frame, with those who can `presence-forms`: what has changed, as `presence-changes.ts` lays it out. */
  presence: { type: 70, fields: { changes: 'bytes' } },
} as const

type Schemas = typeof extensionMessages
type ExtensionName = keyof Schemas
interface FieldValues {
  readonly count: number
  readonly text: string
  readonly texts: readonly string[]
  readonly facts: RefusalFacts
  readonly clocks: ReadonlyMap<number, number>
  readonly bytes: Uint8Array
}
type Fields<Name extends ExtensionName> = {
  readonly [Field in keyof Schemas[Name]['fields']]: Schemas[Name]['fields'][Field] extends infer Kind extends
    keyof FieldValues
    ? FieldValues[Kind]
    : never
}
type MessageOf<Name extends ExtensionName> = { readonly kind: Name } & Fields<Name>

export type HelloMessage = MessageOf<'hello'>
export type WelcomeMessage = MessageOf<'welcome'>
export type SavedMessage = MessageOf<'saved'>
export type RefusedMessage = MessageOf<'refused'>
export type NewsMessage = MessageOf<'news'>
export type AccessMessage = MessageOf<'access'>
export type PresenceMessage = MessageOf<'presence'>
export type ExtensionMessage =
  HelloMessage | WelcomeMessage | SavedMessage | RefusedMessage | NewsMessage | AccessMessage | PresenceMessage

export function encodeExtension(message: ExtensionMessage): Uint8Array {
  const schema = extensionMessages[message.kind]
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, schema.type)
    const values = message as unknown as Record<string, never>
    for (const [field, kind] of layouts.get(message.kind) ?? []) codecs[kind].write(encoder, values[field] as never)
  })
}

/** The message in a frame of ours, `undefined` for a type that this version does not know. Throws when a field is cut. */
export function decodeExtension(frame: Uint8Array): ExtensionMessage | undefined {
  const decoder = decoding.createDecoder(frame)
  const name = namesByType.get(decoding.readVarUint(decoder))
  if (name === undefined) return undefined
  const message: Record<string, unknown> = { kind: name }
  for (const [field, kind] of layouts.get(name) ?? [])
    message[field] = decoding.hasContent(decoder) ? codecs[kind].read(decoder) : codecs[kind].nothing
  if (decoder.pos > frame.length) throw new Error('The frame ends before its message does')
  // Built field by field from the schema that the type is derived from.
  return message as unknown as ExtensionMessage
}

const namesByType: ReadonlyMap<number, ExtensionName> = new Map(
  Object.entries(extensionMessages).map(([name, schema]) => [schema.type, name as ExtensionName]),
)

/** The fields of each message as they follow one another. */
const layouts: ReadonlyMap<ExtensionName, readonly [string, keyof FieldValues][]> = new Map(
  Object.entries(extensionMessages).map(([name, { fields }]) => [name as ExtensionName, Object.entries(fields)]),
)

interface Codec<Value> {
  write(encoder: encoding.Encoder, value: Value): void
  read(decoder: decoding.Decoder): Value
  readonly nothing: Value
}

const codecs: { readonly [Kind in keyof FieldValues]: Codec<FieldValues[Kind]> } = {
  count: { write: encoding.writeVarUint, read: decoding.readVarUint, nothing: 0 },
  text: { write: encoding.writeVarString, read: decoding.readVarString, nothing: '' },
  bytes: { write: encoding.writeVarUint8Array, read: decoding.readVarUint8Array, nothing: new Uint8Array() },
  texts: {
    write(encoder, values) {
      encoding.writeVarUint(encoder, values.length)
      for (const value of values) encoding.writeVarString(encoder, value)
    },
    read(decoder) {
      const values: string[] = []
      for (let left = decoding.readVarUint(decoder); left > 0; left--) values.push(decoding.readVarString(decoder))
      return values
    },
    nothing: [],
  },
  facts: {
    write: (encoder, facts) => encoding.writeVarString(encoder, JSON.stringify(facts)),
    read(decoder) {
      const facts: unknown = JSON.parse(decoding.readVarString(decoder))
      if (typeof facts !== 'object' || facts === null || Array.isArray(facts))
        throw new Error('Facts are not an object')
      return facts as RefusalFacts
    },
    nothing: {},
  },
  clocks: {
    write(encoder, clocks) {
      encoding.writeVarUint(encoder, clocks.size)
      for (const [client, clock] of clocks) {
        encoding.writeVarUint(encoder, client)
        encoding.writeVarUint(encoder, clock)
      }
    },
    read(decoder) {
      const clocks = new Map<number, number>()
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
      }
      return clocks
    },
    nothing: new Map(),
  },
}
