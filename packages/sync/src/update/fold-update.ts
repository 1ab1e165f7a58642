import { assert } from '@barycentre/kit'
import * as Y from 'yjs'

/**
 * The same document in fewer bytes: Yjs takes everything in, forgets the content of what is deleted, and joins what was
 * written in a row. Takes a moment (some 10 ms for 300 KB), and memory for all of it.
 */
export function foldUpdate(update: Uint8Array): Uint8Array {
  const doc = new Y.Doc()
  try {
    // One transaction of our own: in one of somebody else's, Yjs would tidy up formatting, and so write.
    doc.transact(() => Y.applyUpdate(doc, update))
    assert(doc.store.pendingStructs === null && doc.store.pendingDs === null, 'what is folded is whole')
    return Y.encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}
