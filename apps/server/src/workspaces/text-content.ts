import type { ProseJson } from '@barycentre/plan'
import { proseFromPlainText, proseSchema } from '@barycentre/prose'
import { prosemirrorJSONToYXmlFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/** The root of a text document that editors bind to. */
const root = 'prose'

/** Puts a text, which the schema must know, in the place of whatever the document holds. */
export function writeText(doc: Y.Doc, text: string | ProseJson): void {
  const fragment = doc.getXmlFragment(root)
  doc.transact(() => {
    fragment.delete(0, fragment.length)
    if (text === '') return
    prosemirrorJSONToYXmlFragment(proseSchema, typeof text === 'string' ? proseFromPlainText(text) : text, fragment)
  })
}

/**
 * The text as ProseMirror JSON; undefined where nothing has been written. Left out is what is no node, which whoever may
 * write can put there, and which no binding reads.
 */
export function findText(doc: Y.Doc): ProseJson | undefined {
  const readable = new Y.Doc()
  Y.applyUpdate(readable, Y.encodeStateAsUpdate(doc))
  const fragment = readable.getXmlFragment(root)
  readable.transact(() => deleteOthersThanNodes(fragment))
  if (fragment.length === 0) return undefined
  return yXmlFragmentToProsemirrorJSON(fragment) as ProseJson
}

function deleteOthersThanNodes(parent: Y.XmlFragment): void {
  const children: unknown[] = parent.toArray()
  for (let i = children.length - 1; i >= 0; i--) {
    const child = children[i]
    if (child instanceof Y.XmlElement) deleteOthersThanNodes(child)
    else if (!(child instanceof Y.XmlText)) parent.delete(i, 1)
  }
}

/** Whether the schema knows every node and mark of a rich text, each in its place. */
export function isKnownText(text: ProseJson): boolean {
  try {
    proseSchema.nodeFromJSON(text).check()
    return true
  } catch {
    // The only way in which ProseMirror says no; what it says is for developers.
    return false
  }
}
