import type { DocumentName, Store } from '@barycentre/sync'
import * as Y from 'yjs'

/** The document as it is on disk. Everything that anybody can see is there, so no room need be asked. */
export async function loadDocument(store: Store, document: DocumentName): Promise<Y.Doc> {
  const doc = new Y.Doc()
  const checkpoint = await store.findCheckpoint(document)
  const rows = await store.read(document, checkpoint?.sequence ?? 0)
  // One transaction: merging many updates before applying them would take quadratic time.
  doc.transact(() => {
    if (checkpoint !== undefined) Y.applyUpdate(doc, checkpoint.state)
    for (const row of rows) Y.applyUpdate(doc, row.update)
  })
  return doc
}
