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
  /** Yjs client ids that are used for the first time in this row: from then on they are the author's. */
  readonly newClients?: readonly number[]
}

/** Where in its log a row has come to stand. */
export interface Place {
  /** 1, 2, 3 … within a document, without gaps, whoever appends. */
  readonly sequence: number
  /** Says what all rows up to this one are: `chainOf` the row before and of this row's update. 0 before the first row. */
  readonly chain: number
}

export interface Row extends Place {
  readonly document: DocumentName
  readonly time: number
  readonly author: string
  readonly update: Uint8Array
}

/** All rows of a document up to a place, folded into one update. */
export interface Checkpoint extends Place {
  readonly state: Uint8Array
}

/**
 * The keeper of bytes: a log of updates per document. What must hold is written down once, as tests, in
 * `describeStore` (`@barycentre/sync/testing`); every store passes it.
 */
export interface Store {
  /**
   * Appends all rows or none, and resolves with their places (in the order given) only when they would survive
   * the loss of power. Rejects when they could not be kept; then none of them is ever read.
   */
  append(rows: readonly NewRow[]): Promise<readonly Place[]>
  /** The rows with a sequence greater than `after` (0 if absent), in order; the first `atMost` of them. */
  read(document: DocumentName, after?: number, atMost?: number): Promise<readonly Row[]>
  findCheckpoint(document: DocumentName): Promise<Checkpoint | undefined>
  /**
   * Keeps the fold of all rows up to and including its place, for faster loading. An older checkpoint than the one
   * kept is ignored.
   */
  checkpoint(document: DocumentName, checkpoint: Checkpoint): Promise<void>
  /** Tells when somebody else has appended to a document of this store: another process, another tab. May tell too often. */
  onForeignAppend(listener: (document: DocumentName) => void): () => void
  /** Resolves when everything handed over has settled. Appending afterwards rejects. */
  close(): Promise<void>
}

/** A store that several people write to: it also remembers whose each Yjs client id is. */
export interface ServerStore extends Store {
  /** Of every client id that was ever named as new: its author. */
  findAuthors(document: DocumentName): Promise<ReadonlyMap<number, string>>
  /** The chain of a row, if there is one of this sequence. */
  findChain(document: DocumentName, sequence: number): Promise<number | undefined>
  /** Whether rows can be kept: tries it, and rejects with the reason if not. After a failure it may have to mend something first. */
  probe(): Promise<void>
}

/**
 * The chain of a row: 53 bits that tell two logs apart which have rows of the same sequence, such as one that was restored
 * from a backup and then written to. A checksum (FNV-1a in two lanes, begun with the chain so far and mixed at the end),
 * no protection against somebody who looks for two of the same.
 */
export function chainOf(previous: number, update: Uint8Array): number {
  let low = 0x811c9dc5 ^ (previous >>> 0)
  let high = 0x050c5d1f ^ Math.floor(previous / 2 ** 32)
  // By index: an iterator takes three times as long, and every byte that is written comes through here.
  for (let i = 0; i < update.length; i++) {
    const byte = update[i] as number
    low = Math.imul(low ^ byte, 0x01000193)
    high = Math.imul(high ^ byte, 0x9e3779b1)
  }
  low = mixed(low ^ Math.imul(high, 0x85ebca6b))
  high = mixed(high ^ Math.imul(low, 0xc2b2ae35))
  return 2 ** 32 * (high & 0x1fffff) + (low >>> 0)
}

function mixed(lane: number): number {
  const half = Math.imul(lane ^ (lane >>> 16), 0x21f0aaad)
  return half ^ (half >>> 15)
}
