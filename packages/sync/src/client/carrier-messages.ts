// A browser's tabs share their carriers, which live in a worker. What the two say to each other, each tab over a port of
// its own: tabs number their channels as they like.

/** By one WebSocket, or by requests where none gets through. */
export type Way = 'trunk' | 'requests'

export type ToHost =
  | { readonly say: 'open'; readonly channel: number; readonly way: Way; readonly address: string }
  | { readonly say: 'frame'; readonly channel: number; readonly frame: ArrayBuffer }
  | { readonly say: 'close'; readonly channel: number; readonly code: number; readonly reason: string }

export type ToTab =
  | { readonly say: 'opened'; readonly channel: number }
  | { readonly say: 'frame'; readonly channel: number; readonly frame: ArrayBuffer }
  | { readonly say: 'closed'; readonly channel: number; readonly code: number; readonly reason: string }

/** What of a `MessagePort` is used. What comes is listened to by whoever holds it, since tabs and workers do more over it. */
export interface Port<Out> {
  postMessage(message: Out, transfer: ArrayBuffer[]): void
}
