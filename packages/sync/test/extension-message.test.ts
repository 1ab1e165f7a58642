import { createHash } from 'node:crypto'
import { stableJson } from '@barycentre/kit'
import { expect, test } from 'vitest'
import {
  decodeExtension,
  encodeExtension,
  extensionMessages,
  firstExtensionType,
  presenceCapability,
  protocolVersion,
  type ExtensionMessage,
} from '../src/index.ts'
import { author, framed, hello, openServer } from './room-fixture.ts'

/** One line for each version that has ever been spoken. A new version gets a new line; no line is changed. */
const hashOfVersion: { readonly [version: number]: string } = {
  1: '8726661896a48b95',
  2: '8891d9d97faa66f6',
}

test('[SYN-45] the schemas of our messages are those of this protocol version', () => {
  expect(createHash('sha256').update(stableJson(extensionMessages)).digest('hex').slice(0, 16)).toBe(
    hashOfVersion[protocolVersion],
  )
})

const examples: ExtensionMessage[] = [
  {
    kind: 'hello',
    protocol: 2,
    schema: '3',
    capabilities: ['a', 'b'],
    client: 4_294_967_295,
    sequence: 7,
    chain: 2 ** 52,
  },
  {
    kind: 'welcome',
    protocol: 1,
    capabilities: [],
    session: 'abc',
    write: 0,
    code: 'schema-too-old',
    facts: { needed: '2', list: [1, null] },
    serverTime: 1_700_000_000_000,
    sequence: 12,
    resumed: 1,
  },
  { kind: 'saved', frames: 3, sequence: 12, serverTime: 5, clocks: new Map([[4_294_967_295, 7]]), chain: 9 },
  { kind: 'refused', code: 'gap', facts: {}, frame: 2, frames: 1 },
  { kind: 'news', sequence: 12, chain: 9, update: Uint8Array.of(0, 0) },
  { kind: 'access', write: 0, code: 'storage', facts: {} },
  { kind: 'presence', changes: Uint8Array.of(0) },
]

test.for(examples)(
  '[SYN-45] $kind is read as it was written, has a type of ours, and reads nothing beyond its frame',
  message => {
    const frame = encodeExtension(message)
    expect(decodeExtension(frame)).toEqual(message)
    expect(frame[0]).toBeGreaterThanOrEqual(firstExtensionType)
    // Cut between two fields it is the message of an older peer; within one it is not read.
    let read = 0
    for (let length = 1; length < frame.length; length++) {
      try {
        expect(decodeExtension(frame.subarray(0, length))?.kind).toBe(message.kind)
        read++
      } catch (cause) {
        expect(cause).toBeInstanceOf(Error)
      }
    }
    expect(read).toBeLessThanOrEqual(Object.keys(message).length)
  },
)

test('[SYN-44] fields that an older peer does not send are read as nothing', () => {
  const hello = decodeExtension(Uint8Array.of(64, 1, 1, 0x33, 0))
  expect(hello).toEqual({ kind: 'hello', protocol: 1, schema: '3', capabilities: [], client: 0, sequence: 0, chain: 0 })
})

test('[SYN-44] what follows the known fields is ignored, and so is an unknown type', async () => {
  const longer = Uint8Array.from([...encodeExtension(examples[3] as ExtensionMessage), 1, 2, 3])
  expect(decodeExtension(longer)).toEqual(examples[3])
  expect(decodeExtension(Uint8Array.of(99, 1, 2))).toBeUndefined()
  const { join, turn, faults } = openServer()
  const ana = await join()
  ana.hear()
  ana.say(Uint8Array.of(99, 1, 2), Uint8Array.of(17))
  await turn()
  expect([ana.hear(), faults, ana.socket.closed]).toEqual([[], [], undefined])
})

test('[SYN-41] hello is answered by welcome, once', async () => {
  const { join, turn } = openServer()
  const ana = await join()
  expect(ana.hear()[0]).toEqual({
    kind: 'welcome',
    protocol: 2,
    capabilities: [presenceCapability],
    session: ana.session.id,
    write: 1,
    code: '',
    facts: {},
    serverTime: 1_000_000,
    sequence: 0,
    resumed: 0,
  })
  ana.say(hello)
  await turn()
  expect(ana.hear()).toEqual([])
})

test('[SYN-40] a stock session hears nothing of ours, of a refusal once per reason, and of gaps only the question', async () => {
  const { join, turn } = openServer()
  const ana = await join()
  const stock = await join({ author: 'script', extended: false })
  const reader = await join({
    author: 'reader',
    extended: false,
    access: { write: false, code: 'read-only', facts: {} },
  })
  expect([stock.hearKinds(), reader.hearKinds()]).toEqual(Array(2).fill(['step-1', 'step-2']))
  const writer = author(1)
  stock.say(framed.step2(writer.all()))
  stock.say(framed.update(writer.write('a')), framed.update(Uint8Array.of(7)), framed.update(Uint8Array.of(7)))
  writer.write('lost')
  stock.say(framed.update(writer.write('b')))
  const other = author(2)
  reader.say(framed.update(other.write('c')), framed.update(other.write('d')))
  await turn()
  expect(stock.hear()).toEqual([{ kind: 'denied', reason: 'malformed' }, expect.objectContaining({ kind: 'step-1' })])
  expect(reader.hear()).toEqual([{ kind: 'denied', reason: 'read-only' }, expect.objectContaining({ kind: 'update' })])
  expect(ana.hearKinds().slice(-1)).toEqual(['news'])
})
