import type { Session } from '../session.ts'
import type { Socket } from '../socket.ts'

// A _carrier_ is what one browser has to the server: a WebSocket (`trunk.ts`) or requests that follow one another
// (`poll/`). It carries _channels_, each of which is a session like any other.

/** Why a channel is over: a close code and what for. */
export interface Closed {
  readonly code: number
  readonly reason: string
}

/** Lets whoever a carrier belongs to into a document, by the path and query that a WebSocket of its own would have; or says why not. */
export type Join = (address: string, socket: Socket) => Session | Closed

/** The session at the server's end of a channel: none where it was not let in, or has left. */
export class ChannelEnd {
  #session: Session | undefined

  /** `socket` leads to the other end; it is closed where nobody is let in. */
  enter(join: Join, address: string, socket: Socket): void {
    const joined = join(address, socket)
    if ('code' in joined) socket.close(joined.code, joined.reason)
    else this.#session = joined
  }

  receive(frame: Uint8Array): void {
    this.#session?.receive(frame)
  }

  drained(): void {
    this.#session?.drained()
  }

  leave(): void {
    this.#session?.leave()
    this.#session = undefined
  }
}
