import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocumentBytes } from '../../src/update/document-bytes.ts'
import { foldUpdate } from '../../src/update/fold-update.ts'
import { examineUpdate } from '../../src/update/examine-update.ts'
import { scanUpdate } from '../../src/update/scan-update.ts'
import { splitUpdate } from '../../src/update/split-update.ts'
import { UpdateBuilder } from '../../src/update/update-builder.ts'
import { anyEdit, writeTogether } from './documents.ts'

const anyWriting = fc
  .record({
    clientIds: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 3 }),
    edits: fc.array(fc.record({ who: fc.nat({ max: 2 }), edit: anyEdit, meet: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    }),
    chunk: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ clientIds, edits, chunk }) => ({ ...writeTogether(edits, clientIds), chunk }))

describe('an update, read from its bytes alone', () => {
  test('has the clients, clocks and deletions that Yjs reads in it', () => {
    fc.assert(
      fc.property(anyWriting, ({ docs, updates }) => {
        for (const update of [...updates, ...docs.map(doc => Y.encodeStateAsUpdate(doc))]) {
          const scanned = scanUpdate(update)
          const { structs, ds } = Y.decodeUpdate(update)
          expect(new Map(scanned.runs.map(run => [run.client, [run.clock, run.end, run.count]]))).toEqual(
            structs.reduce((runs, { id, length }) => {
              const [start = id.clock, , count = 0] = runs.get(id.client) ?? []
              return runs.set(id.client, [start, id.clock + length, count + 1])
            }, new Map<number, number[]>()),
          )
          expect(scanned.deletions).toEqual(
            [...ds.clients].flatMap(([client, ranges]) =>
              ranges.map(({ clock, len }) => ({ client, clock, length: len })),
            ),
          )
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('updates joined by laying one behind the other', () => {
  test('say what they said one by one, to somebody new and to somebody who was there', () => {
    let saved = 0
    fc.assert(
      fc.property(anyWriting, ({ docs, updates, chunk }) => {
        const reader = new Y.Doc()
        for (let at = 0; at < updates.length; at += chunk) {
          const builder = new UpdateBuilder()
          const some = updates.slice(at, at + chunk)
          for (const update of some) builder.add(scanUpdate(update))
          const joined = builder.build()
          scanUpdate(joined)
          saved += some.reduce((sum, update) => sum + update.length, 0) - joined.length
          Y.applyUpdate(reader, joined)
          expect([reader.store.pendingStructs, reader.store.pendingDs]).toEqual([null, null])
        }
        expectSame(reader, docs[0] as Y.Doc)
      }),
      { numRuns: 300 },
    )
    expect(saved).toBeGreaterThan(1000)
  })

  test('of letters typed in a row are one struct', () => {
    const doc = new Y.Doc()
    const builder = new UpdateBuilder()
    doc.on('update', (update: Uint8Array) => builder.add(scanUpdate(update)))
    doc.getText('t').insert(0, '[]')
    for (let i = 0; i < 20_000; i++) doc.getText('t').insert(i + 1, 'ab😀'[i % 3] === 'a' ? 'a' : 'é')
    const joined = builder.build()
    expect(scanUpdate(joined).runs[0]?.count).toBe(2)
    expect(joined.length).toBeLessThan(40_100)
    const reader = new Y.Doc()
    Y.applyUpdate(reader, joined)
    expect(reader.getText('t').toJSON()).toBe(doc.getText('t').toJSON())
  })
})

describe('a document held as bytes', () => {
  test('takes updates in, and gives out what Yjs would', () => {
    fc.assert(
      fc.property(anyWriting, ({ docs, updates, chunk }) => {
        const held = new DocumentBytes()
        const early = new Y.Doc()
        for (const [i, update] of updates.entries()) {
          const examination = examineUpdate(held, update)
          if (examination.finding === 'known') continue
          if (examination.finding !== 'news') throw new Error(examination.finding)
          held.add(examination.news)
          if (i % chunk === 0) {
            // Somebody who was here a while ago, and comes back.
            Y.applyUpdate(early, held.encodeSince(Y.encodeStateVector(early)))
            expect(Y.encodeStateVector(early)).toEqual(held.stateVector())
          }
        }
        Y.applyUpdate(early, held.encodeSince(Y.encodeStateVector(early)))
        expectSame(early, docs[0] as Y.Doc)
        const late = new Y.Doc()
        Y.applyUpdate(late, new DocumentBytes(held.encode()).encode())
        expectSame(late, docs[0] as Y.Doc)
        for (const update of updates) expect(examineUpdate(held, update).finding).toBe('known')
        // Yjs deletes in consequence of what is written elsewhere: that is known once it has taken everything in.
        const folded = new DocumentBytes(foldUpdate(held.encode()))
        expect(examineUpdate(folded, Y.encodeStateAsUpdate(docs[0] as Y.Doc)).finding).toBe('known')
      }),
      { numRuns: 300 },
    )
  })

  test('gives out the same bytes until something comes', () => {
    const doc = new Y.Doc()
    doc.getText('t').insert(0, 'before')
    const held = new DocumentBytes(Y.encodeStateAsUpdate(doc))
    const add = (change: () => void) => {
      doc.once('update', (update: Uint8Array) => held.add(scanUpdate(update)))
      change()
    }
    for (const change of [() => doc.getText('t').insert(6, ' and after'), () => doc.getText('t').delete(0, 1)]) {
      const before = held.encode()
      expect(held.encode()).toBe(before)
      add(change)
      expect(held.encode()).not.toEqual(before)
      expect(held.encode()).toBe(held.encode())
    }
  })

  test('takes of an update that overlaps what it holds the part that is new', () => {
    fc.assert(
      fc.property(anyWriting, ({ docs, updates, chunk }) => {
        const held = new DocumentBytes()
        for (const update of updates.slice(0, chunk)) {
          const examination = examineUpdate(held, update)
          if (examination.finding === 'news') held.add(examination.news)
        }
        const everything = Y.mergeUpdates([...updates])
        const examination = examineUpdate(held, everything)
        if (examination.finding === 'news') held.add(examination.news)
        else expect(examination.finding).toBe('known')
        const late = new Y.Doc()
        Y.applyUpdate(late, held.encode())
        expectSame(late, docs[0] as Y.Doc)
      }),
      { numRuns: 300 },
    )
  })

  test('sees what is missing, and takes what can be taken without it', () => {
    let gaps = 0
    fc.assert(
      fc.property(anyWriting, ({ docs, updates, chunk }) => {
        const lost = chunk % updates.length
        const rest = updates.filter((_, i) => i !== lost)
        const held = new DocumentBytes()
        const yjs = new Y.Doc()
        for (const update of rest) {
          const examination = examineUpdate(held, update)
          if (examination.finding === 'malformed') throw new Error(examination.reason)
          if (examination.finding === 'gap') gaps++
          if (examination.finding !== 'known' && examination.news !== undefined) held.add(examination.news)
          Y.applyUpdate(yjs, update)
        }
        // What Yjs has taken so far, without what it keeps waiting.
        expect(new Map([...held.clients].map(client => [client, held.clockOf(client)]))).toEqual(
          Y.decodeStateVector(Y.encodeStateVector(yjs)),
        )
        const whole = examineUpdate(held, Y.encodeStateAsUpdate(docs[0] as Y.Doc))
        if (whole.finding === 'news') held.add(whole.news)
        const late = new Y.Doc()
        Y.applyUpdate(late, held.encode())
        expectSame(late, docs[0] as Y.Doc)
      }),
      { numRuns: 300 },
    )
    expect(gaps).toBeGreaterThan(50)
  })
})

describe('an update cut into pieces', () => {
  test('[SYN-100] can be taken piece by piece, with nothing left waiting, and comes to the same bytes', () => {
    let pieces = 0
    fc.assert(
      fc.property(anyWriting, ({ docs, chunk }) => {
        const whole = Y.encodeStateAsUpdate(docs[0] as Y.Doc)
        const reader = new Y.Doc()
        for (const piece of splitUpdate(whole, 20 * chunk)) {
          pieces++
          Y.applyUpdate(reader, piece)
          expect([reader.store.pendingStructs, reader.store.pendingDs]).toEqual([null, null])
        }
        expectSame(reader, docs[0] as Y.Doc)
        expect(Y.encodeStateAsUpdate(reader)).toEqual(encodedAtOnce(whole))
      }),
      { numRuns: 300 },
    )
    expect(pieces).toBeGreaterThan(400)
  })

  test('[SYN-100] comes to the same bytes on a server, which joins what it is sent', () => {
    fc.assert(
      fc.property(anyWriting, ({ docs, chunk }) => {
        const whole = Y.encodeStateAsUpdate(docs[0] as Y.Doc)
        const held = new DocumentBytes()
        for (const piece of splitUpdate(whole, 20 * chunk)) {
          const examination = examineUpdate(held, piece)
          if (examination.finding === 'news') held.add(examination.news)
          else expect(examination.finding).toBe('known')
        }
        expect(encodedAtOnce(held.encode())).toEqual(encodedAtOnce(whole))
      }),
      { numRuns: 200 },
    )
  })

  test.for([
    ['a text', (doc: Y.Doc) => doc.getText('text').insert(0, 'a😀é和ثمانية'.repeat(9_000))],
    ['a text between two others', insertBetween],
    ['a text with attributes', (doc: Y.Doc) => doc.getText('text').insert(0, '😀'.repeat(30_000), { bold: true })],
    ['a list', (doc: Y.Doc) => doc.getArray('list').insert(0, manyValues())],
    ['what was deleted', deleteHere],
  ] as const)(
    '[SYN-100] %s that is one struct is cut as well, each piece near the size that was asked for',
    ([, write]) => {
      const doc = new Y.Doc()
      write(doc)
      const whole = Y.encodeStateAsUpdate(doc)
      const pieces = splitUpdate(whole, 8 * 1024)
      expect(pieces.length).toBeLessThan(whole.length / (4 * 1024))
      expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(8 * 1024 + 100)
      const reader = new Y.Doc()
      for (const piece of pieces) Y.applyUpdate(reader, piece)
      expect(Y.encodeStateAsUpdate(reader)).toEqual(whole)
    },
  )

  test('[SYN-100] stays whole where some of it waits for what it does not hold', () => {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (let i = 0; i < 3; i++) doc.getText('text').insert(i * 500, 'x'.repeat(500))
    const gapped = Y.mergeUpdates([updates[0] as Uint8Array, updates[2] as Uint8Array])
    expect(splitUpdate(gapped, 100)).toEqual([gapped])
  })
})

function encodedAtOnce(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return Y.encodeStateAsUpdate(doc)
}

function insertBetween(doc: Y.Doc): void {
  const other = new Y.Doc()
  other.getText('text').insert(0, '[]')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  doc.getText('text').insert(1, 'é'.repeat(40_000))
}

function manyValues(): unknown[] {
  return Array.from({ length: 9_000 }, (_, i) => [{ a: i }, `value ${i}`, null, i, [true, 0.5]][i % 5])
}

/** Deletions far apart, each a range of its own. */
function deleteHere(doc: Y.Doc): void {
  doc.getText('text').insert(0, 'ab'.repeat(20_000))
  doc.transact(() => {
    for (let i = 0; i < 20_000; i++) doc.getText('text').delete(i, 1)
  })
}

function expectSame(a: Y.Doc, b: Y.Doc): void {
  expect(a.getText('text').toDelta()).toEqual(b.getText('text').toDelta())
  expect(a.getMap('map').toJSON()).toEqual(b.getMap('map').toJSON())
  expect(a.getArray('list').toJSON()).toEqual(b.getArray('list').toJSON())
  expect(a.getXmlFragment('prose').toString()).toBe(b.getXmlFragment('prose').toString())
  expect(Y.encodeStateVector(a)).toEqual(Y.encodeStateVector(b))
}
