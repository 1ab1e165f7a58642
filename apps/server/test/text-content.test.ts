import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { findText } from '../src/workspaces/text-content.ts'

test.for<[string, unknown]>([
  ['a number', 5],
  ['nothing', null],
  ['an object', { a: 1 }],
  ['a map', () => new Y.Map()],
  ['a text that is not XML', () => new Y.Text('stray')],
])('%s between the paragraphs of a text is left out, and the text is read', ([, stray]) => {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('prose')
  fragment.insert(0, [paragraph('before'), paragraph('after')])
  insertAny(fragment, 1, stray)
  insertAny(fragment.get(2) as Y.XmlElement, 0, stray)
  const before = Y.encodeStateVector(doc)
  const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] })
  expect(findText(doc)).toEqual({ type: 'doc', content: [words('before'), words('after')] })
  // It is read, not written to.
  expect([fragment.length, Y.encodeStateVector(doc)]).toEqual([3, before])
})

function paragraph(text: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(text)])
  return element
}

/** As a client of one's own making can: the methods for fragments take only nodes. */
function insertAny(parent: Y.XmlFragment, index: number, content: unknown): void {
  const child: unknown = typeof content === 'function' ? content() : content
  Y.Array.prototype.insert.call(parent as unknown as Y.Array<unknown>, index, [child])
}
