/**
 * What the client link needs to know of the store on this device. Local updates are counted from 1: first those that an
 * earlier visit left waiting for the server, then those made since, in order.
 */
export interface Keeper {
  /** Resolves once what this device held is in the document; `waiting` of it the server has not acknowledged yet. */
  readonly whenLoaded: Promise<{ readonly waiting: number }>
  /** Whether a transaction of this origin is the keeper's own loading, and so nothing new. */
  isOwn(origin: unknown): boolean
  /** Tells that the first `count` local updates are on this device's disk. Tells the present count at once. */
  onKept(listener: (count: number) => void): () => void
  /** The server has the first `count` local updates on disk. */
  acknowledge(count: number): void
}
