import type { Duplex } from 'node:stream'
import type { Socket } from '@barycentre/sync'
import { WebSocket } from 'ws'
import type { Outbox } from './outbox.ts'
import { findRefusal } from './refusal-of.ts'

/** Told of the outgoing messages that an operator counts. */
export interface LiveSocketEvents {
  /** The peer has taken what was more than may wait. */
  drained(): void
  /** A message that says no. Absent where messages are not those of a session. */
  refused?(code: string): void
}

/**
 * A connection as a room sees it. `ws` reads, pings and closes; messages go past it, framed once for everybody, unless
 * they are compressed: then each connection has a context of its own.
 */
export class LiveSocket implements Socket {
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #outbox: Outbox
  readonly #events: LiveSocketEvents
  readonly #compresses: boolean
  /** Set where less may wait than what the stream takes for much: then it would not tell of having drained. */
  #room: number | undefined
  #isFull = false

  constructor(socket: WebSocket, stream: Duplex, outbox: Outbox, events: LiveSocketEvents) {
    this.#socket = socket
    this.#stream = stream
    this.#outbox = outbox
    this.#events = events
    this.#compresses = socket.extensions !== ''
    stream.on('drain', () => {
      if (this.#room === undefined) events.drained()
    })
  }

  /** From now on it is told already when no more than so many bytes wait. */
  watch(room: number | undefined): void {
    this.#room = room
  }

  send(message: Uint8Array): void {
    // What is sent to a closing connection is lost anyway, and behind a close frame it would be an error.
    if (this.#socket.readyState !== WebSocket.OPEN) return
    const refusal = this.#events.refused && findRefusal(message)
    if (refusal !== undefined) this.#events.refused?.(refusal)
    if (this.#compresses) {
      this.#outbox.bytesWritten += message.length
      this.#socket.send(message, this.#written)
    } else {
      this.#outbox.write(this.#stream, message, this.#room === undefined ? undefined : this.#written)
    }
    if (this.#room !== undefined && this.bufferedAmount > this.#room) this.#isFull = true
  }

  get bufferedAmount(): number {
    // What waits at the stream, and at the compression before it.
    return this.#socket.bufferedAmount
  }

  close(code: number, reason: string): void {
    // Who is not read cannot say goodbye.
    this.#socket.resume()
    this.#socket.close(code, reason)
  }

  readonly #written = (): void => {
    if (!this.#isFull || this.bufferedAmount > (this.#room ?? 0)) return
    this.#isFull = false
    this.#events.drained()
  }
}
