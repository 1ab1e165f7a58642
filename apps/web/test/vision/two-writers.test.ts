import { proseExtensions } from '@barycentre/prose'
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createCarets } from '../../src/features/vision/carets.ts'

const open: Editor[] = []

beforeAll(() => {
  // jsdom lays nothing out; the editor asks where its letters are.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList
  Range.prototype.getBoundingClientRect = () => new DOMRect()
  document.elementFromPoint = () => null
})
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
  document.body.replaceChildren()
})

describe('two writers of one vision', () => {
  it('write in one paragraph at once and read the same', () => {
    const [amina, joseph] = [writer('Amina', 'OCHA'), writer('Joseph', 'DPKO')]
    amina.editor.commands.insertContent('Peace holds.')
    meet(amina, joseph)
    amina.editor.commands.insertContentAt(1, 'By 2010, ')
    joseph.editor.commands.insertContentAt(joseph.editor.state.doc.content.size - 1, ' Schools are open.')
    meet(amina, joseph)
    expect(amina.editor.getText()).toBe('By 2010, Peace holds. Schools are open.')
    expect(joseph.editor.getJSON()).toEqual(amina.editor.getJSON())
  })

  it('keep headings, lists and tables in the document that others read', () => {
    const [amina, joseph] = [writer('Amina', 'OCHA'), writer('Joseph', 'DPKO')]
    amina.editor.commands.setContent('<h2>End state</h2><ul><li><p>one</p></li></ul>')
    amina.editor.chain().focus('end').insertTable({ rows: 2, cols: 2 }).run()
    meet(amina, joseph)
    const types = joseph.editor.getJSON().content?.map(block => block.type)
    expect(types).toEqual(expect.arrayContaining(['heading', 'bulletList']))
    expect(JSON.stringify(joseph.editor.getJSON())).toContain('"tableCell"')
  })

  it('undo their own words and leave those of the other', () => {
    const [amina, joseph] = [writer('Amina', 'OCHA'), writer('Joseph', 'DPKO')]
    amina.editor.commands.insertContent('mine ')
    meet(amina, joseph)
    joseph.editor.commands.insertContentAt(joseph.editor.state.doc.content.size - 1, 'theirs')
    meet(amina, joseph)
    amina.editor.commands.undo()
    meet(amina, joseph)
    expect(joseph.editor.getText().trim()).toBe('theirs')
  })

  it('see each other’s caret with name and group', async () => {
    const [amina, joseph] = [writer('Amina', 'OCHA'), writer('Joseph', 'DPKO')]
    amina.editor.commands.insertContent('Peace')
    meet(amina, joseph)
    amina.awareness.setLocalStateField('cursor', cursorAt(amina))
    greet(amina, joseph)
    const caret = () => joseph.editor.view.dom.querySelector<HTMLElement>('[data-writer]')
    // The binding draws carets after the turn in which they came.
    await vi.waitFor(() => expect(caret()?.textContent).toBe('Amina · OCHA'))
    expect(caret()?.dataset['group']).toBe('OCHA')
  })

  it('write nothing by only looking', () => {
    const amina = writer('Amina', 'OCHA')
    expect(amina.editor.isEmpty).toBe(true)
    expect(Y.encodeStateVector(amina.doc)).toEqual(Y.encodeStateVector(new Y.Doc()))
  })
})

function writer(name: string, group: string) {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const element = document.createElement('div')
  document.body.append(element)
  const editor = new Editor({
    element,
    extensions: [
      ...proseExtensions(),
      Collaboration.configure({ document: doc, field: 'prose' }),
      createCarets(awareness, { name, group }).extension,
    ],
  })
  open.push(editor)
  return { doc, awareness, editor }
}

type Writer = ReturnType<typeof writer>

function meet(...writers: Writer[]): void {
  for (const from of writers)
    for (const to of writers) {
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'remote')
    }
}

function greet(from: Writer, to: Writer): void {
  applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.doc.clientID]), 'remote')
}

/** Where the caret stands after the second letter of the first paragraph, as the binding announces it. */
function cursorAt({ doc }: Writer) {
  const paragraph = doc.getXmlFragment('prose').get(0) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 2))
  return { anchor: place, head: place }
}
