import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeStep1, encodeUpdate } from '../src/index.ts'
import { DocumentBytes } from '../src/update/document-bytes.ts'
import { examineUpdate } from '../src/update/examine-update.ts'
import { author, deafen, framed, openServer, textOf } from './room-fixture.ts'

const base = richDocument()
const sound = newsFor(base)

test('[SYN-10] random, cut, lengthened and mutated bytes are never acknowledged, stored or sent on', async () => {
  let refusedAtAll = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyDamage, { minLength: 1, maxLength: 20 }), async damages => {
      const server = openServer()
      const ana = await server.join()
      const ben = await server.join({ author: 'ben' })
      ana.say(framed.step2(Y.encodeStateAsUpdate(base)))
      await server.turn()
      const kept = server.rows().length
      deafen(ana, ben)
      const unsound = damages.map(damage => damaged(sound, damage)).filter(bytes => !isTakeable(bytes))
      for (const bytes of unsound) ana.say(framed.update(bytes))
      await server.turn()
      const heard = ana.hear()
      const refused = heard.flatMap(message => (message.kind === 'refused' ? [message.frame] : []))
      expect(refused).toEqual(unsound.map((_, i) => i + 2))
      expect([server.rows().length, ben.hear(), ana.socket.closed]).toEqual([kept, [], undefined])
      ana.say(framed.update(sound))
      await server.turn()
      expect(ana.hear()).toMatchObject([{ kind: 'saved', frames: unsound.length + 2 }])
      refusedAtAll += refused.length
    }),
    { numRuns: 150, seed: 1 },
  )
  expect(refusedAtAll).toBeGreaterThan(500)
})

test('[SYN-10] whatever passes the examination can be applied, leaves nothing pending, and is read back by others', () => {
  let passed = 0
  fc.assert(
    fc.property(anyMutation, mutation => {
      const bytes = damaged(sound, mutation)
      const held = heldOf(base)
      const { finding } = examineUpdate(held, bytes)
      if (finding !== 'news' && finding !== 'known') return
      passed++
      const doc = copyOf(base)
      const before = Y.encodeStateAsUpdate(doc)
      Y.applyUpdate(doc, bytes)
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
      if (finding === 'known') expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
      const peer = new Y.Doc()
      Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc))
      expect(JSON.stringify(peer.getText('text').toDelta())).toBe(JSON.stringify(doc.getText('text').toDelta()))
    }),
    { numRuns: 2_000, seed: 2 },
  )
  expect(passed).toBeGreaterThan(50)
})

test.for([
  ['nothing at all', Uint8Array.of()],
  ['a byte too many', Uint8Array.of(0, 0, 0)],
  ['a struct of no length', Uint8Array.of(1, 1, 9, 0, 0, 0, 0)],
  ['a client twice', Uint8Array.of(2, 1, 9, 0, 0, 1, 1, 9, 1, 0, 1, 0)],
  ['a deletion of no length', Uint8Array.of(0, 1, 1, 1, 0, 0)],
  ['a clock beyond counting', Uint8Array.of(1, 1, 9, 255, 255, 255, 255, 255, 255, 255, 15, 0, 1, 0)],
  ['a document within with no options', Uint8Array.of(1, 1, 9, 0, 9, 1, 1, 0x61, 1, 0x67, 126, 0)],
  [
    'a document within with an option of our own making',
    Uint8Array.of(1, 1, 9, 0, 9, 1, 1, 0x61, 1, 0x67, 118, 1, 1, 0x78, 126, 0),
  ],
  ['a hole with flags', Uint8Array.of(1, 1, 9, 0, 0x8a, 1, 0)],
  ['an item that builds on itself', Uint8Array.of(1, 1, 9, 0, 0x84, 9, 0, 1, 0x61, 0)],
] as const)('[SYN-10] %s is malformed', ([, bytes]) => {
  expect(examineUpdate(heldOf(base), bytes).finding).toBe('malformed')
})

test('[SYN-17] items that build on each other in a circle are a gap, of which nothing is left in the room', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  ana.hear()
  // 8's only item stands right of 9's, and 9's right of 8's.
  const circle = Uint8Array.of(2, 1, 9, 0, 0x84, 8, 0, 1, 0x61, 1, 8, 0, 0x84, 9, 0, 1, 0x61, 0)
  ana.say(framed.update(circle))
  await turn()
  expect(ana.hear()).toContainEqual({ kind: 'refused', code: 'gap', facts: {}, frame: 1, frames: 1 })
  ana.say(framed.step2(circle))
  await turn()
  expect(ana.hear()).toContainEqual({ kind: 'refused', code: 'gap', facts: { partly: true }, frame: 2, frames: 1 })
  expect(rows()).toEqual([])
  const late = await join({ author: 'late' })
  expect(late.hear().find(message => message.kind === 'step-2')).toEqual({
    kind: 'step-2',
    update: Uint8Array.of(0, 0),
  })
})

test('[SYN-16] a frame that claims more than it holds reads nothing of the buffer it lies in', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  ana.hear()
  const whole = encodeUpdate(author(1).write('a secret of somebody else'))
  for (let length = 2; length < whole.length; length++) ana.say(whole.subarray(0, length))
  const update = author(2).write('another secret')
  for (let length = 0; length < update.length; length++) {
    const frame = encodeUpdate(update)
    frame[2] = length
    ana.say(frame.subarray(0, 3 + length))
  }
  await turn()
  expect(ana.hear().filter(message => message.kind === 'refused' && message.code === 'malformed')).toHaveLength(
    whole.length - 2 + update.length,
  )
  expect(rows()).toEqual([])
})

test('[SYN-10] a sound update in a frame that is too long is refused', async () => {
  const { turn, join, rows } = openServer()
  const ana = await join()
  deafen(ana)
  ana.say(Uint8Array.from([...framed.update(author(1).write('a')), 0]))
  await turn()
  expect(ana.hear()).toMatchObject([{ kind: 'refused', code: 'malformed', frame: 1 }, { kind: 'saved' }])
  expect(rows()).toEqual([])
})

test('[SYN-10] frames that are not even messages are reported, and the session goes on', async () => {
  const { turn, join, faults, rows } = openServer()
  const ana = await join()
  ana.hear()
  const oddlyCounted = Uint8Array.of(0x80, 0, ...encodeUpdate(author(1).write('x')).subarray(1))
  const frames = [
    Uint8Array.of(),
    Uint8Array.of(0),
    Uint8Array.of(0, 9, 0),
    Uint8Array.of(1, 200),
    Uint8Array.of(64, 1, 9),
    encodeStep1(Uint8Array.of(1)),
    oddlyCounted,
  ]
  ana.say(...frames)
  ana.say(framed.update(author(1).write('sound')))
  await turn()
  expect(faults.map(fault => fault.code)).toEqual(frames.map(() => 'malformed'))
  expect(ana.hear()).toMatchObject([{ kind: 'saved', frames: 1 }])
  expect(textOf(rows().map(row => row.update))).toBe('sound')
})

/** As data, so that a failure prints as what to replay. */
type Damage =
  | { readonly mutate: readonly (readonly [at: number, byte: number])[] }
  | { readonly replaceBy: Uint8Array }
  | { readonly cutAt: number }
  | { readonly add: Uint8Array }

function damaged(bytes: Uint8Array, damage: Damage): Uint8Array {
  if ('replaceBy' in damage) return damage.replaceBy
  if ('cutAt' in damage) return bytes.slice(0, damage.cutAt % bytes.length)
  if ('add' in damage) return Uint8Array.from([...bytes, ...damage.add])
  const mutated = bytes.slice()
  for (const [at, byte] of damage.mutate) mutated[at % mutated.length] = byte
  return mutated
}

const anyMutation = fc.record({
  mutate: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
})
const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  anyMutation,
  fc.record({ replaceBy: fc.uint8Array({ maxLength: 60 }) }),
  fc.record({ cutAt: fc.nat() }),
  fc.record({ add: fc.uint8Array({ minLength: 1, maxLength: 5 }) }),
)

/** A mutation may well be another sound update. */
function isTakeable(bytes: Uint8Array): boolean {
  const { finding } = examineUpdate(heldOf(base), bytes)
  return finding === 'news' || finding === 'known'
}

function richDocument(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText('text').insert(0, 'hello world')
  doc.getMap('map').set('inner', new Y.Map([['key', 1]]))
  doc.getArray('list').insert(0, [1, 'x', { a: [null, true] }, new Y.Text('q')])
  doc.getXmlFragment('prose').insert(0, [new Y.XmlElement('p')])
  doc.getText('text').delete(2, 3)
  return doc
}

function newsFor(doc: Y.Doc): Uint8Array {
  return author(2, doc).update(own => {
    own.getText('text').insert(2, 'ab', { bold: true })
    own.getText('text').delete(0, 1)
    own.getMap('map').set('more', { z: [1, 2] })
    own.getArray('list').delete(0, 1)
    own.getXmlFragment('prose').insert(0, [new Y.XmlText('yo')])
  })
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

function heldOf(doc: Y.Doc): DocumentBytes {
  return new DocumentBytes(Y.encodeStateAsUpdate(doc))
}
