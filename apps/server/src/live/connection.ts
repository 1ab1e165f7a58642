import { closeCodes, isUpdateFrame, type Pace, type Session } from '@barycentre/sync'
import { WebSocket } from 'ws'
import type { Admission } from './admit.ts'
import type { Budget } from './budget.ts'
import type { LiveSocket } from './live-socket.ts'
import { paceOf, type Link } from './pace.ts'
import type { Traffic } from './traffic.ts'

export interface ConnectionPorts {
  readonly socket: WebSocket
  readonly out: LiveSocket
  readonly admission: Admission
  readonly link: Link
  readonly longLinkDelay: number
  /** All that what comes in is taken off. */
  readonly budgets: readonly Budget[]
  readonly traffic: Traffic
  readonly now: () => number
  /** Lets it into its room: with its first message, by which it is known how far away it is. */
  readonly join: (pace: Pace | undefined) => Session
}

/** One upgraded connection: first silent, then a session of its room. */
export class Connection {
  readonly admission: Admission
  readonly openedAt: number
  readonly #ports: ConnectionPorts
  #session: Session | undefined
  #hasAnswered = true
  #resuming: NodeJS.Timeout | undefined
  #isOver = false

  constructor(ports: ConnectionPorts) {
    this.#ports = ports
    this.admission = ports.admission
    this.openedAt = ports.now()
    const { socket } = ports
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary))
    socket.on('pong', () => (this.#hasAnswered = true))
  }

  /** Has not said anything yet. */
  get isSilent(): boolean {
    return this.#session === undefined
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
    if (this.#session !== undefined) this.#session.close(code, reason)
    else this.#ports.out.close(code, reason)
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
    this.#session?.leave()
  }

  /** The peer has taken what was more than may wait. */
  drained(): void {
    this.#session?.drained()
  }

  #receive(data: Buffer, isBinary: boolean): void {
    // What still comes in after a close was not heard any more.
    if (this.#ports.socket.readyState !== WebSocket.OPEN) return
    if (!isBinary) return this.close(closeCodes.malformed, 'malformed')
    const { traffic, budgets } = this.#ports
    const now = this.#ports.now()
    traffic.framesIn++
    traffic.bytesIn += data.length
    if (isUpdateFrame(data)) traffic.updatesIn++
    this.#session ??= this.#join(now)
    this.#session.receive(data)
    let wait = 0
    for (const budget of budgets) wait = Math.max(wait, budget.take(data.length, now))
    if (wait > 0) this.#pause(wait)
  }

  #join(now: number): Session {
    const { link, longLinkDelay, out, join } = this.#ports
    const pace = paceOf(link, now - this.openedAt, longLinkDelay)
    out.watch(pace?.pieceBytes)
    return join(pace)
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
