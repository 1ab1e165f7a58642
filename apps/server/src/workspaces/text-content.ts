import { proseSchema, type ProseDocument, type ProseNode } from '@barycentre/prose'
import type { ProseJson } from '@barycentre/plan'
import { prosemirrorJSONToYXmlFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/** The root of a text document that editors bind to. */
const root = 'prose'

/** Puts a text in the place of whatever the document holds. */
export function writeText(doc: Y.Doc, text: string | ProseJson): void {
  const json = typeof text === 'string' ? proseFromParagraphs(text) : text
  const fragment = doc.getXmlFragment(root)
  doc.transact(() => {
    fragment.delete(0, fragment.length)
    prosemirrorJSONToYXmlFragment(proseSchema, json, fragment)
  })
}

/** The text as ProseMirror JSON; undefined where nothing has been written. */
export function findText(doc: Y.Doc): ProseJson | undefined {
  const fragment = doc.getXmlFragment(root)
  if (fragment.length === 0) return undefined
  return yXmlFragmentToProsemirrorJSON(fragment) as ProseJson
}

/** A plan file's plain text: paragraphs between blank lines, and lines within a paragraph. */
function proseFromParagraphs(text: string): ProseDocument {
  return { type: 'doc', content: text.split('\n\n').map(paragraph => ({ type: 'paragraph', content: linesOf(paragraph) })) }
}

function linesOf(paragraph: string): readonly ProseNode[] {
  return paragraph.split('\n').flatMap((line, at) => [
    ...(at === 0 ? [] : [{ type: 'hardBreak' }]),
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ])
}
