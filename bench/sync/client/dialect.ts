/**
 * How a server wants the messages of y-websocket, and what it says beside them. One file each; whatever a server can do
 * beyond the common protocol begins here.
 */
export interface Dialect {
  /** Sent as soon as the connection is open. */
  readonly greeting: readonly Uint8Array[]
  /** Whether the first request waits until the greeting was answered by `welcomed`. */
  readonly waitsForWelcome: boolean
  /** A stock message as this server takes it. */
  wrap(message: Uint8Array): Uint8Array
  read(message: Uint8Array): Heard
  /**
   * How people type over a poor link: how long a client collects before it sends. A stock client sends each keystroke
   * and each move of the caret at once.
   */
  readonly poorLink: { readonly collectMs: number }
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
