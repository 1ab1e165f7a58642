import { assert } from '@barycentre/kit'
import * as Y from 'yjs'
import type { DocumentName, Place, Row, ServerStore } from './store.ts'
import { DocumentBytes } from './update/document-bytes.ts'
import { examineUpdate } from './update/examine-update.ts'
import { foldUpdate } from './update/fold-update.ts'
import type { ScannedUpdate } from './update/scan-update.ts'

/** Reads a document from its store: the checkpoint, and the rows since. */
export async function openCopy(document: DocumentName, store: ServerStore): Promise<Copy> {
  const checkpoint = await store.findCheckpoint(document)
  const rows = await store.read(document, checkpoint?.sequence ?? 0)
  const authors = new Map(await store.findAuthors(document))
  const { state, sequence, chain } = checkpoint ?? { state: undefined, sequence: 0, chain: 0 }
  const copy = new Copy(new DocumentBytes(state), { sequence, chain }, authors)
  for (const row of rows) copy.takeRow(row)
  return copy
}

/** A row as those who were here when it came are sent it. */
export interface RecentRow extends Place {
  readonly update: Uint8Array
}

/** A document in memory, exactly as it is on disk up to its place. */
export class Copy {
  /** Whose each Yjs client id is. */
  readonly authors: Map<number, string>
  place: Place
  rowsSinceFold = 0
  bytesSinceFold = 0
  #bytes: DocumentBytes
  #recent: RecentRow[] = []
  #recentBytes = 0

  constructor(bytes: DocumentBytes, place: Place, authors: Map<number, string>) {
    this.#bytes = bytes
    this.place = place
    this.authors = authors
  }

  get bytes(): DocumentBytes {
    return this.#bytes
  }

  /** Takes in a row from the log, whoever appended it; returns what of it is new. */
  takeRow(row: Row): ScannedUpdate | undefined {
    // To go on without what is missing would write the loss into the next checkpoint.
    assert(row.sequence === this.place.sequence + 1, 'a log has no holes')
    const examination = examineUpdate(this.#bytes, row.update)
    assert(
      examination.finding === 'news' || examination.finding === 'known',
      'what is in the log is sound, and builds on what stands before it',
    )
    const news = examination.finding === 'news' ? [examination.news] : []
    this.take(row, news)
    return news[0]
  }

  /** Takes in a row that has been judged, as the parts that it was made of. */
  take({ sequence, chain, update }: RecentRow, parts: readonly ScannedUpdate[]): void {
    for (const part of parts) this.#bytes.add(part)
    this.place = { sequence, chain }
    this.rowsSinceFold++
    this.bytesSinceFold += update.length
    this.#recent.push({ sequence, chain, update })
    this.#recentBytes += update.length
    while (this.#recentBytes > recentBytes && this.#recent.length > 1) {
      this.#recentBytes -= this.#recent.shift()?.update.length ?? 0
    }
  }

  /** The rows behind a sequence, if they are among the recent ones. */
  recentAfter(sequence: number): readonly RecentRow[] | undefined {
    if (sequence === this.place.sequence) return []
    const first = this.#recent[0]?.sequence
    if (first === undefined || sequence < first - 1) return undefined
    return this.#recent.slice(sequence - first + 1)
  }

  /** The chain of a row, as far as it is remembered here. */
  chainAt(sequence: number): number | undefined {
    if (sequence === this.place.sequence) return this.place.chain
    const first = this.#recent[0]?.sequence ?? Infinity
    return this.#recent[sequence - first]?.chain
  }

  /** Takes over the fold of everything up to a place, if the rows since are still at hand. */
  adopt(folded: Uint8Array, { sequence }: Place): void {
    const rows = this.recentAfter(sequence)
    if (rows === undefined) return
    const bytes = new DocumentBytes(folded)
    for (const { update } of rows) {
      const examination = examineUpdate(bytes, update)
      if (examination.finding === 'news') bytes.add(examination.news)
      else assert(examination.finding === 'known', 'a fold holds what was folded')
    }
    this.#bytes = bytes
  }

  /** Lets Yjs take everything in once, and so finds the deletions that it does in consequence of others' writing. */
  settle(): void {
    this.#bytes = new DocumentBytes(foldUpdate(this.#bytes.encode()))
    this.bytesSinceFold = 0
  }
}

/** Bytes of rows that a room remembers, so that those who were away for a moment cost no look at the disk. */
const recentBytes = 64 * 1024

/** What an edit would do, tried on a document of its own: if it throws half-way, nothing has happened. */
export function runAside(state: Uint8Array, edit: (doc: Y.Doc) => void): readonly Uint8Array[] {
  const doc = new Y.Doc()
  doc.transact(() => Y.applyUpdate(doc, state))
  const updates: Uint8Array[] = []
  doc.on('update', update => void updates.push(update))
  try {
    doc.transact(() => edit(doc))
  } finally {
    doc.destroy()
  }
  return updates
}
