import type { Place } from '../store.ts'

/**
 * What the client link needs to know of the store on this device. Local updates are counted from 1: first those that an
 * earlier visit left waiting for the server, then those made since, in order.
 */
export interface Keeper {
  /** Resolves once what this device held is in the document. */
  readonly whenLoaded: Promise<Loaded>
  /** Whether a transaction of this origin is the keeper's own loading, and so nothing new. */
  isOwn(origin: unknown): boolean
  /** Tells that the first `count` local updates are on this device's disk. Tells the present count at once. */
  onKept(listener: (count: number) => void): () => void
  /** The server has the first `count` local updates on disk. */
  acknowledge(count: number): void
  /** The document holds everything up to this place of the server's log, and what it holds has been given to this keeper. */
  reach(place: Place): void
}

/** What a device held of a document. */
export interface Loaded {
  /** How many local updates the server has not acknowledged. */
  readonly waiting: number
  /** These updates, if all of them are still at hand one by one. */
  readonly unsaved: readonly Uint8Array[] | undefined
  /** The place in the server's log up to which everything was held. */
  readonly reached: Place | undefined
}
