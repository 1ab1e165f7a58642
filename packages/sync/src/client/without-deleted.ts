import * as Y from 'yjs'

/**
 * What is not yet saved as it is now, rather than as it was made: what has been deleted since is left out, also where the
 * document still holds it for somebody's undo. `unsaved` as it was made says where to begin; without it, all there is.
 */
export function withoutDeleted(doc: Y.Doc, unsaved: Uint8Array | undefined): Uint8Array {
  const clean = new Y.Doc()
  // Applied to a document that nobody undoes in, what is deleted is dropped.
  Y.applyUpdate(clean, Y.encodeStateAsUpdate(doc))
  const update = Y.encodeStateAsUpdate(clean, unsaved && stateVectorBefore(clean, unsaved))
  clean.destroy()
  return update
}

function stateVectorBefore(doc: Y.Doc, unsaved: Uint8Array): Uint8Array {
  const vector = Y.decodeStateVector(Y.encodeStateVector(doc))
  for (const [client, clock] of Y.parseUpdateMeta(unsaved).from) vector.set(client, clock)
  return Y.encodeStateVector(vector)
}
