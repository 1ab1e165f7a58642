/** A connection as the room sees it: whole messages out, a close with a reason. Messages in go to `Session.receive`. */
export interface Socket {
  /** Queues the bytes. The same array is given to many sockets: it must not be written to. */
  send(bytes: Uint8Array): void
  /** Bytes queued that the peer has not taken yet. */
  readonly bufferedAmount: number
  close(code: number, reason: string): void
}
