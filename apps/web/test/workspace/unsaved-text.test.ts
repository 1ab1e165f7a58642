import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { writtenText } from '../../src/workspace/unsaved-text.ts'

test('letters typed one after the other are one line, and what stands elsewhere is another', () => {
  const text = updateOf(doc => {
    const words = doc.getText('text')
    for (const [i, letter] of [...'Peace first'].entries()) words.insert(i, letter)
    words.insert(0, 'Above: ')
  })
  expect(writtenText(text)).toBe('Peace first\nAbove: ')
})

test('what was written and deleted again is left out, to the letter', () => {
  const text = updateOf(doc => {
    doc.getText('text').insert(0, 'abcdef')
    doc.getText('text').delete(1, 2)
    doc.getText('other').insert(0, 'gone')
    doc.getText('other').delete(0, 4)
  })
  expect(writtenText(text)).toBe('adef')
})

test('rich text is read through its elements, and letters beyond the plane stay whole', () => {
  const text = updateOf(doc => {
    const paragraph = new Y.XmlElement('paragraph')
    doc.getXmlFragment('text').insert(0, [paragraph])
    paragraph.insert(0, [new Y.XmlText('السلام 🕊')])
  })
  expect(writtenText(text)).toBe('السلام 🕊')
})

test('values of cells are lines; what holds nothing to read is not', () => {
  const text = updateOf(doc => {
    doc.getMap('benchmark').set('b03/indicator', 'people demobilised')
    doc.getMap('benchmark').set('b03/target', 17_000)
    doc.getMap('benchmark').set('b03/phases', { ph1: true })
  })
  expect(writtenText(text)).toBe('people demobilised\n17000')
})

/** As it goes up: the updates as they were made, joined. */
function updateOf(write: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => void updates.push(update))
  write(doc)
  return Y.mergeUpdates(updates)
}
