import { closeCodes } from '@barycentre/sync'
import { WebSocket } from 'ws'
import type { Budget } from './budget.ts'
import type { LiveSocket } from './live-socket.ts'
import type { Traffic } from './traffic.ts'

/** What a connection leads to: the session of one document, or the many of a trunk. */
export interface ConnectionEnd {
  /** A whole message; returns what it is taken off. Throws where nothing more can be made of what comes. */
  receive(data: Buffer, openFor: number): readonly Budget[]
  /** The peer has taken what was more than may wait. */
  drained(): void
  /** The connection is gone. */
  leave(): void
  /** Ends what there is, and the connection. */
  close(code: number, reason: string): void
  /** Rights have changed. */
  checkRights(): void
}

export interface ConnectionPorts {
  readonly socket: WebSocket
  readonly out: LiveSocket
  readonly end: ConnectionEnd
  readonly traffic: Traffic
  readonly now: () => number
}

/** One upgraded connection. */
export class Connection {
  readonly openedAt: number
  readonly #ports: ConnectionPorts
  #hasAnswered = true
  #resuming: NodeJS.Timeout | undefined
  #isOver = false

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
    this.openedAt = ports.now()
    const { socket } = ports
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary))
    socket.on('pong', () => (this.#hasAnswered = true))
  }

  /** Is not read for a while, having sent more than its share. */
  get isPaused(): boolean {
    return this.#resuming !== undefined
  }

  /** Bytes that the peer has not taken yet. */
  get waiting(): number {
    return this.#ports.out.bufferedAmount
  }

  close(code: number, reason: string): void {
    this.#stopWaiting()
    this.#ports.end.close(code, reason)
  }

  checkRights(): void {
    this.#ports.end.checkRights()
  }

  /** Half-open connections never say goodbye: the second ping without an answer ends them. */
  ping(): void {
    // An answer would not be read.
    if (this.isPaused) return
    if (!this.#hasAnswered) return this.#ports.socket.terminate()
    this.#hasAnswered = false
    this.#ports.socket.ping()
  }

  terminate(): void {
    this.#ports.socket.terminate()
  }

  /** The socket has closed. */
  end(): void {
    this.#isOver = true
    this.#stopWaiting()
    this.#ports.end.leave()
  }

  drained(): void {
    this.#ports.end.drained()
  }

  #receive(data: Buffer, isBinary: boolean): void {
    // What still comes in after a close was not heard any more.
    if (this.#ports.socket.readyState !== WebSocket.OPEN) return
    if (!isBinary) return this.close(closeCodes.malformed, 'malformed')
    const { traffic, end } = this.#ports
    const now = this.#ports.now()
    traffic.framesIn++
    traffic.bytesIn += data.length
    // Whoever sends much over a thin line has its pongs behind all that.
    this.#hasAnswered = true
    let budgets: readonly Budget[]
    try {
      budgets = end.receive(data, now - this.openedAt)
    } catch {
      // Its peer made it so; there is nothing that anybody here could mend.
      return this.close(closeCodes.malformed, 'malformed')
    }
    let wait = 0
    for (const budget of budgets) wait = Math.max(wait, budget.take(data.length, now))
    if (wait > 0) this.#pause(wait)
  }

  /** Nothing is lost: what it sends waits at its side until it is read again. */
  #pause(milliseconds: number): void {
    clearTimeout(this.#resuming)
    if (this.#isOver) return
    this.#ports.traffic.pauses++
    this.#ports.socket.pause()
    this.#resuming = setTimeout(() => this.#resume(), milliseconds)
  }

  #resume(): void {
    this.#resuming = undefined
    // Whether it still answers is asked anew.
    this.#hasAnswered = true
    this.#ports.socket.resume()
  }

  #stopWaiting(): void {
    if (this.#resuming !== undefined) clearTimeout(this.#resuming)
    this.#resuming = undefined
  }
}
