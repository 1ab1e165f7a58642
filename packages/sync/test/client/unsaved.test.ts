import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Unsaved } from '../../src/client/unsaved.ts'

test('[SYN-101] what is unsaved shrinks with what is acknowledged, and is always the rest', () => {
  const server = new Y.Doc()
  const { doc, unsaved } = writer()
  for (let i = 0; i < 40; i++) doc.getText('t').insert(0, `${i} `.repeat(1_000))
  const sizes: number[] = []
  for (let waiting = 40; waiting > 0;) {
    const pieces = unsaved.joined ?? []
    sizes.push(pieces.length)
    const [first] = pieces
    Y.applyUpdate(server, first?.update as Uint8Array)
    const left = first?.left as number
    unsaved.drop(waiting - left)
    waiting = left
  }
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes).toEqual(sizes.map((_, i) => sizes.length - i))
  expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(doc))
  expect(unsaved.joined).toEqual([{ update: Uint8Array.of(0, 0), left: 0 }])
})

test('[SYN-101] thousands of edits are held in pieces, and what is acknowledged of a piece only in part stays', () => {
  const { doc, unsaved } = writer()
  for (let i = 0; i < 5_000; i++) doc.getText('t').insert(i, 'x')
  unsaved.drop(100)
  expect(unsaved.joined?.at(-1)?.left).toBe(0)
  const reader = new Y.Doc()
  for (const { update } of unsaved.joined ?? []) Y.applyUpdate(reader, update)
  expect(reader.getText('t').length).toBe(5_000)
  unsaved.drop(4_900)
  expect(unsaved.joined).toEqual([{ update: Uint8Array.of(0, 0), left: 0 }])
})

test('[SYN-101] what was handed over unseen does not stand for what is made after it', () => {
  const { doc, unsaved } = writer()
  unsaved.load(undefined)
  doc.getText('t').insert(0, 'a')
  expect(unsaved.joined).toBeUndefined()
  // Five of an earlier visit, not known one by one, and the one above.
  unsaved.drop(6)
  unsaved.handedOver()
  doc.getText('t').insert(0, 'b')
  doc.getText('t').insert(0, 'c')
  unsaved.drop(1)
  expect(unsaved.joined?.[0]?.left).toBe(0)
  expect(Y.decodeUpdate(unsaved.joined?.[0]?.update as Uint8Array).structs).toHaveLength(1)
})

function writer() {
  const doc = new Y.Doc()
  const unsaved = new Unsaved()
  doc.on('update', (update: Uint8Array) => unsaved.add(update))
  return { doc, unsaved }
}
