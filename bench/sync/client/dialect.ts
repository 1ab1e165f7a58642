import { encodeStep1 } from '@barycentre/sync'

/**
 * How a server wants the messages of y-websocket, and what it says beside them. One file each; whatever a server can do
 * beyond the common protocol begins here.
 */
export interface Dialect {
  /** Sent as soon as the connection is open. */
  readonly greeting: readonly Uint8Array[]
  /** Whether the first request waits until the greeting was answered by `welcomed`. */
  readonly waitsForWelcome: boolean
  /** What asks for all that a client does not hold, as stock messages. Coming back by anything else than a state vector begins here. */
  request(held: Held): readonly Uint8Array[]
  /** A stock message as this server takes it. */
  wrap(message: Uint8Array): Uint8Array
  read(message: Uint8Array): Heard
  /**
   * How people type over a poor link: how long a client collects before it sends. A stock client sends each keystroke
   * and each move of the caret at once.
   */
  readonly poorLink: { readonly collectMs: number }
}

/** What a client has of the document before it comes. */
export interface Held {
  readonly stateVector: Uint8Array
  /** What a server with this state vector lacks of it. */
  missingFrom(stateVector: Uint8Array): Uint8Array
}

export type Heard =
  /** A message of y-websocket. */
  | { readonly kind: 'stock'; readonly message: Uint8Array }
  | { readonly kind: 'welcomed' }
  /** So many more of the update-carrying messages are taken, or all up to this number. */
  | { readonly kind: 'acknowledged'; readonly more: number }
  | { readonly kind: 'acknowledged'; readonly upTo: number }
  | { readonly kind: 'refused'; readonly code: string; readonly messages: number }
  | { readonly kind: 'other' }

export function requestByStateVector({ stateVector }: Held): readonly Uint8Array[] {
  return [encodeStep1(stateVector)]
}
