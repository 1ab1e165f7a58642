import { assert, type Branded } from '@barycentre/kit'

/** What a document is called in stores and rooms, such as `{workspace}/plan`. This package never looks inside. */
export type DocumentName = Branded<'DocumentName'>

export function documentName(name: string): DocumentName {
  assert(name.length > 0 && name.length <= 512, 'the name of a document has 1 to 512 characters')
  return name as DocumentName
}

export interface NewRow {
  readonly document: DocumentName
  /** Milliseconds since the epoch, by the clock of whoever appends. */
  readonly time: number
  /** Who wrote it: opaque here, never empty. */
  readonly author: string
  readonly update: Uint8Array
}

export interface Row extends NewRow {
  /** 1, 2, 3 … within a document, without gaps, whoever appends. */
  readonly sequence: number
}

/** All rows of a document up to `sequence`, folded into one update. */
export interface Checkpoint {
  readonly sequence: number
  readonly state: Uint8Array
}

/**
 * The keeper of bytes: a log of updates per document. What must hold is written down once, as tests, in
 * `describeStore` (`@barycentre/sync/testing`); every store passes it.
 */
export interface Store {
  /**
   * Appends all rows or none, and resolves with their sequences (in the order given) only when they would survive
   * the loss of power. Rejects when they could not be kept; then none of them is ever read.
   */
  append(rows: readonly NewRow[]): Promise<readonly number[]>
  /** The rows with a sequence greater than `after` (0 if absent), in order. */
  read(document: DocumentName, after?: number): Promise<readonly Row[]>
  findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined>
  /**
   * Keeps `state` as the fold of all rows up to and including `upTo`, for faster loading. An older checkpoint than
   * the one kept is ignored.
   */
  checkpoint(document: DocumentName, upTo: number, state: Uint8Array): Promise<void>
  /** Tells when somebody else has appended to a document of this store: another process, another tab. May tell too often. */
  onForeignAppend(listener: (document: DocumentName) => void): () => void
  /** Resolves when everything handed over has settled. Appending afterwards rejects. */
  close(): Promise<void>
}
