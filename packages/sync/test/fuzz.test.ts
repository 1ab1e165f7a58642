// FUZZ and SEED make it longer and other: `npm run nightly -- fuzz` does.
import { seededRandom, type Random } from '@barycentre/kit'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  createPollChannels,
  decodePollRequest,
  encodeExtension,
  encodePollRequest,
  encodePresenceChanges,
  isUpdateFrame,
} from '../src/index.ts'
import { hostileFrame, type Targets } from '../testing/index.ts'
import {
  author,
  framed,
  hello,
  helloFrom,
  openServer,
  plan,
  presenceFrame,
  updatesIn,
  type Visitor,
} from './room-fixture.ts'

const frames = Number(process.env['FUZZ'] ?? 30_000)
const seed = Number(process.env['SEED'] ?? 1)
const framesAtOnce = 100

const [clientOfAna, clientOfBen, clientOfMallory] = [11, 12, 13]

test(
  '[SYN-10] [SYN-17] [SYN-18] whatever somebody sends: what is unsound is neither acknowledged, stored nor sent on, and the others work on',
  async () => {
    const sums = { acknowledged: 0, refused: 0, stored: 0 }
    for (let round = 0; round * framesAtOnce < frames; round++) {
      const found = await attack(seed * 1_000_000 + round).catch(cause => {
        throw new Error(`SEED=${seed}, round ${round}: ${String(cause)}`, { cause })
      })
      sums.acknowledged += found.acknowledged
      sums.refused += found.refused
      sums.stored += found.stored
    }
    // An attack of which nothing gets as far as being judged would find nothing.
    expect(sums.acknowledged).toBeGreaterThan(frames / 200)
    expect(sums.refused).toBeGreaterThan(frames / 10)
    expect(sums.stored).toBeGreaterThan(frames / 1_000)
    if (process.env['FUZZ'] !== undefined) console.log(`${frames} frames`, sums)
  },
  60_000 + frames * 2,
)

/** One server, two honest people, and Mallory with a hundred frames. */
async function attack(roundSeed: number) {
  const random = seededRandom(roundSeed)
  const server = openServer()
  const [ana, ben] = [await server.join(), await server.join({ author: 'ben' })]
  const [ofAna, ofBen, ofMallory] = [author(clientOfAna), author(clientOfBen), author(clientOfMallory)]
  ana.say(framed.step2(ofAna.update(fill)))
  await server.turn()
  const heldByBen = new Y.Doc()
  const listen = (): void => {
    for (const update of updatesIn(ben.hear())) Y.applyUpdate(heldByBen, update)
  }
  ben.say(framed.update(ofBen.write('ben was here')))
  await server.turn()
  Y.applyUpdate(heldByBen, ofBen.all())
  listen()
  const mallory = await server.join({ author: 'mallory', greeting: helloFrom({ client: clientOfMallory }) })
  mallory.hear()
  Y.applyUpdate(ofMallory.doc, Y.encodeStateAsUpdate(heldByBen))
  const targets: Targets = {
    own: [clientOfMallory, 14, 15],
    others: [clientOfAna, clientOfBen],
    recorded: recordFrames(ofMallory.doc),
  }
  const sent: Uint8Array[] = []
  const outcome = { acknowledged: 0, refused: 0, stored: 0 }
  for (let i = 0; i < framesAtOnce; i++) {
    const frame = hostileFrame(random, targets)
    if (isUpdateFrame(frame)) sent.push(frame)
    mallory.say(frame)
    if (random() < 0.2) await server.turn()
  }
  await server.turn()
  const refused = refusedFrames(mallory)
  const rows = server.rows()

  // By Yjs alone, and not by what judged it before.
  const onDisk = new Y.Doc()
  for (const { update, author: writer } of rows) {
    Y.applyUpdate(onDisk, update)
    expect([onDisk.store.pendingStructs, onDisk.store.pendingDs]).toEqual([null, null])
    if (writer !== 'mallory') continue
    outcome.stored++
    for (const { id } of Y.decodeUpdate(update).structs) expect(targets.others).not.toContain(id.client)
  }
  const deleted = Y.createDeleteSetFromStructStore(onDisk.store)
  sent.forEach((frame, i) => {
    if (refused.has(i + 1)) return void outcome.refused++
    outcome.acknowledged++
    expectOnDisk(onDisk, deleted, frame)
  })

  listen()
  expect(contentOf(heldByBen)).toBe(contentOf(onDisk))
  expect([ana.socket.closed, ben.socket.closed, server.rooms.storageFailure]).toEqual([undefined, undefined, undefined])
  Y.applyUpdate(ofAna.doc, Y.encodeStateAsUpdate(onDisk))
  ana.hear()
  ana.say(framed.update(ofAna.update(doc => doc.getMap('after').set('the attack', true))))
  await server.turn()
  expect(ana.hear()).toMatchObject([{ kind: 'saved' }])
  listen()
  expect(heldByBen.getMap('after').get('the attack')).toBe(true)
  return outcome
}

function fill(doc: Y.Doc): void {
  doc.getText('text').insert(0, 'hello world')
  doc.getMap('map').set('inner', new Y.Map([['key', 1]]))
  doc.getArray('list').insert(0, [1, 'x', { a: [null, true] }, new Y.Text('q')])
  doc.getXmlFragment('prose').insert(0, [new Y.XmlElement('p')])
  doc.getText('text').delete(2, 3)
}

/** What a well-meaning client of these ids would send and be sent: to be spoiled. */
function recordFrames(held: Y.Doc): Uint8Array[] {
  const writer = author(clientOfMallory, held)
  const edit = writer.update(doc => {
    doc.getText('text').insert(2, 'ab', { bold: true })
    doc.getText('text').delete(0, 1)
    doc.getMap('map').set('more', { z: [1, 2] })
    doc.getArray('list').delete(0, 1)
    doc.getXmlFragment('prose').insert(0, [new Y.XmlText('yo')])
  })
  const clocks = new Map([[clientOfMallory, 3]])
  const changes = encodePresenceChanges([{ client: clientOfMallory, clock: 1, change: 'whole', json: '{"a":1}' }])
  return [
    framed.update(edit),
    framed.update(edit),
    framed.step2(writer.all()),
    framed.step1(Y.encodeStateVector(held)),
    hello,
    presenceFrame([clientOfMallory, 1, { name: 'Mallory' }], [clientOfAna, 9, { name: 'Not Ana' }]),
    encodeExtension({ kind: 'presence', changes }),
    encodeExtension({ kind: 'saved', frames: 3, sequence: 2, serverTime: 5, clocks, chain: 7 }),
    encodeExtension({ kind: 'news', sequence: 2, chain: 7, update: edit }),
    encodeExtension({ kind: 'refused', code: 'gap', facts: {}, frame: 1, frames: 1 }),
    encodeExtension({ kind: 'access', write: 1, code: '', facts: {} }),
    Uint8Array.of(3),
    Uint8Array.of(2, 0, 1, 120),
  ]
}

/** The numbers of the frames that Mallory was told were not taken, whole or in part. */
function refusedFrames(mallory: Visitor): ReadonlySet<number> {
  const numbers = new Set<number>()
  for (const message of mallory.hear())
    if (message.kind === 'refused') for (let i = 0; i < message.frames; i++) numbers.add(message.frame + i)
  return numbers
}

/**
 * All that a frame brings which was acknowledged and not refused is there, by client and clock. That it is the same under
 * these clocks is not looked at: who writes two things under one clock is bound to the first, as with Yjs.
 */
function expectOnDisk(onDisk: Y.Doc, deleted: ReturnType<typeof Y.createDeleteSet>, frame: Uint8Array): void {
  const { structs, ds } = Y.decodeUpdate(frame.subarray(frame.length - lengthOf(frame)))
  for (const struct of structs)
    if (!(struct instanceof Y.Skip))
      expect(struct.id.clock + struct.length).toBeLessThanOrEqual(Y.getState(onDisk.store, struct.id.client))
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges)
      for (let at = clock; at < clock + len; at++) expect(Y.isDeleted(deleted, Y.createID(client, at))).toBe(true)
}

/** Of the update in a frame that ends with it: behind the type, the sync type and the length. */
function lengthOf(frame: Uint8Array): number {
  let length = 0
  for (let at = 2, unit = 1; ; at++, unit *= 128) {
    const byte = frame[at] ?? 0
    length += (byte & 0x7f) * unit
    if (byte < 0x80) return length
  }
}

/** As text: documents within are objects that know one another. */
function contentOf(doc: Y.Doc): string {
  const content = {
    clocks: [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b),
    text: doc.getText('text').toDelta(),
    map: doc.getMap('map').toJSON(),
    list: doc.getArray('list').toJSON(),
    prose: doc.getXmlFragment('prose').toArray().map(nodeContent),
  }
  return JSON.stringify(content, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** As `toString` would, which throws where somebody has put what is no node. */
function nodeContent(node: unknown): unknown {
  if (node instanceof Y.XmlText) return node.toDelta()
  if (node instanceof Y.XmlElement) return [node.nodeName, node.getAttributes(), node.toArray().map(nodeContent)]
  return node instanceof Y.AbstractType ? node.toJSON() : node
}

test('[SYN-91] whatever somebody requests: it is a request or is refused, and others’ channels are untouched', async () => {
  const random: Random = seededRandom(seed)
  const server = openServer()
  const channels = createPollChannels({ clock: server.timers.clock, timers: server.timers, random, maxChannels: 20 })
  const caller = (id: string) => ({
    id,
    join: (_: string, socket: Parameters<typeof server.rooms.join>[1]) =>
      server.rooms.join(plan, socket, { author: id, access: { write: true } }),
  })
  const channel = { channel: 'x', address: '/sync/p', end: 0, first: 1, frames: [hello], received: 0, isClosing: false }
  const sound = encodePollRequest({ carrier: 'ana', wait: 0, channels: [channel] })
  await channels.handle(caller('ana'), decodePollRequest(sound))
  await server.turn()
  const targets: Targets = { own: [1], others: [2], recorded: [sound] }
  let taken = 0
  for (let i = 0; i < frames / 10; i++) {
    const bytes = hostileFrame(random, targets)
    let request
    try {
      request = decodePollRequest(bytes)
    } catch {
      continue
    }
    taken++
    await channels.handle(caller('mallory'), { ...request, wait: 0 })
    if (i % 50 === 0) server.timers.advance(60_000)
  }
  expect(taken).toBeGreaterThan(frames / 1_000)
  server.timers.advance(60_000)
  await server.turn()
  expect(channels.count).toBeLessThanOrEqual(20)
  const again = { ...channel, channel: 'y' }
  const [down] = await channels.handle(caller('ana'), { carrier: 'ana', wait: 0, channels: [again] })
  expect(down).toMatchObject({ code: 0, received: 1 })
})
