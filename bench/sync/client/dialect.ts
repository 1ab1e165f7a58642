import { encodeStep1, type Place } from '@barycentre/sync'
import * as Y from 'yjs'

/**
 * How a server wants the messages of y-websocket, and what it says beside them. One file each; whatever a server can do
 * beyond the common protocol begins here.
 */
export interface Dialect {
  /** Where a connection has something to remember: the dialect of one connection. */
  forOne?(): Dialect
  /** Sent as soon as the connection is open. */
  greet(held: Held): readonly Uint8Array[]
  /** Whether the first request waits until the greeting was answered by `welcomed`. */
  readonly waitsForWelcome: boolean
  /** What asks for all that a client does not hold, as stock messages. */
  request(held: Held): readonly Uint8Array[]
  /** A stock message as this server takes it. */
  wrap(message: Uint8Array): Uint8Array
  read(message: Uint8Array): Heard
  /**
   * How people type over a poor link: how long a client collects before it sends, and whether it tells where its caret
   * stands. A stock client sends each keystroke and each move of the caret at once.
   */
  readonly poorLink: {
    readonly collectMs: number
    readonly tellsCarets: boolean
    /** Added to the address: over a long line, and over a poor one. */
    readonly long: string
    readonly poor: string
    join(updates: readonly Uint8Array[]): Uint8Array
  }
  /** The place in the server's log up to which this connection has everything, where the server says so. */
  place?(): Place | undefined
}

/** A stock client does nothing of the kind. */
export const stockPoorLink: Dialect['poorLink'] = {
  collectMs: 0,
  tellsCarets: true,
  long: '',
  poor: '',
  join: updates => Y.mergeUpdates([...updates]),
}

/** What a client has of the document before it comes. */
export interface Held {
  readonly place?: Place | undefined
  readonly stateVector: Uint8Array
  /** What a server with this state vector lacks of it. */
  missingFrom(stateVector: Uint8Array): Uint8Array
}

export type Heard =
  /** A message of y-websocket. */
  | { readonly kind: 'stock'; readonly message: Uint8Array }
  /** `resumed`: what is missed comes without being asked for. */
  | { readonly kind: 'welcomed'; readonly resumed?: boolean }
  /** So many more of the update-carrying messages are taken, or all up to this number. */
  | { readonly kind: 'acknowledged'; readonly more: number }
  | { readonly kind: 'acknowledged'; readonly upTo: number }
  | { readonly kind: 'refused'; readonly code: string; readonly messages: number }
  | { readonly kind: 'other' }

export function requestByStateVector({ stateVector }: Held): readonly Uint8Array[] {
  return [encodeStep1(stateVector)]
}
