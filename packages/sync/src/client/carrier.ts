import type { WebSocketLike } from './link.ts'

/** What carries the sessions of a browser to the server, whatever it is: each in a channel that looks like a WebSocket. */
export interface Carrier {
  /** `address`: path and query of the document, as a WebSocket's URL has them. */
  open(address: string): WebSocketLike
  close(): void
}
