import { assert } from '@barycentre/kit'
import * as Y from 'yjs'
import { encodeStep2 } from './message.ts'
import type { DocumentName, Store } from './store.ts'

/** Reads a document from its store: the checkpoint, and the rows since; nothing past the sequence `upTo`. */
export async function openCopy(document: DocumentName, store: Store, upTo = Infinity): Promise<Copy> {
  const newest = await store.findCheckpoint(document)
  const checkpoint = newest !== undefined && newest.sequence <= upTo ? newest : undefined
  const read = await store.read(document, checkpoint?.sequence ?? 0)
  const rows = read.filter(row => row.sequence <= upTo)
  const updates = rows.map(row => row.update)
  if (checkpoint !== undefined) updates.unshift(checkpoint.state)
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const sequence = rows.at(-1)?.sequence ?? checkpoint?.sequence ?? 0
  const copy = new Copy(doc, sequence, rows.length)
  // To go on without what is missing would write the loss into the next checkpoint.
  assert(!copy.dropPending(), `the log of ${document} is whole`)
  return copy
}

/** A document in memory, with the sequence up to which it holds the log. */
export class Copy {
  readonly doc: Y.Doc
  sequence: number
  rowsSinceFold: number
  #produced: Uint8Array[] = []
  #wholeStep2: { readonly sequence: number; readonly frame: Uint8Array } | undefined

  constructor(doc: Y.Doc, sequence: number, rowsSinceFold: number) {
    this.doc = doc
    this.sequence = sequence
    this.rowsSinceFold = rowsSinceFold
    doc.on('update', update => void this.#produced.push(update))
  }

  /**
   * Applies the update and returns what changed by it, without what was known before: first the update's own part, then
   * what Yjs itself does in consequence (it removes formatting that has become redundant). Throws when the update is one
   * that Yjs cannot apply; the copy is then of no further use.
   */
  apply(update: Uint8Array): readonly Uint8Array[] {
    this.#produced = []
    Y.applyUpdate(this.doc, update)
    return this.#produced
  }

  /** Forgets what was applied but has to wait for something that is missing; returns whether there was any. */
  dropPending(): boolean {
    const { store } = this.doc
    const hadPending = store.pendingStructs !== null || store.pendingDs !== null
    store.pendingStructs = null
    store.pendingDs = null
    return hadPending
  }

  /** The answer to a state vector. Newcomers with nothing share one frame per sequence. */
  step2For(stateVector: Uint8Array): Uint8Array {
    const isEmpty = stateVector.length === 1 && stateVector[0] === 0
    if (!isEmpty) return encodeStep2(Y.encodeStateAsUpdate(this.doc, stateVector))
    if (this.#wholeStep2?.sequence !== this.sequence) {
      this.#wholeStep2 = { sequence: this.sequence, frame: encodeStep2(Y.encodeStateAsUpdate(this.doc)) }
    }
    return this.#wholeStep2.frame
  }
}

/** What an edit would do, tried on a second copy: if it throws half-way, nothing has happened here. */
export function runAside(copy: Copy, edit: (doc: Y.Doc) => void): readonly Uint8Array[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy.doc))
  const updates: Uint8Array[] = []
  doc.on('update', update => void updates.push(update))
  try {
    doc.transact(() => edit(doc))
  } finally {
    doc.destroy()
  }
  return updates
}
