import { newId, type Clock, type Random } from '@barycentre/kit'
import { FrameIntake, FrameQueue } from '../poll/frame-queue.ts'
import { closeCodes } from '../close-code.ts'
import { decodePollAnswer, encodePollRequest, type PollDown, type PollUp } from '../poll/poll-message.ts'
import type { Timers } from '../timers.ts'
import type { Carrier } from './carrier.ts'
import { ChannelSocket, socketStates } from './channel-socket.ts'
import type { WebSocketLike } from './link.ts'

export interface HttpCarrierPorts {
  /**
   * Sends the body to the server. `answer` is the body of what it says; rejects with `PostRefusedError` where coming
   * back will not help, and with anything else where it may.
   */
  post(body: Uint8Array): Posted
  readonly timers: Timers
  readonly clock: Clock
  readonly random: Random
  /** Milliseconds to gather frames for one request. */
  readonly gatherFor?: number
}

/** A request under way. */
export interface Posted {
  readonly answer: Promise<Uint8Array>
  abort(): void
}

/** Refused for good: coming back will not help. */
export class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError'
  readonly closeCode: number

  constructor(closeCode: number, message: string) {
    super(message)
    this.closeCode = closeCode
  }
}

/** Sessions with the server over plain requests: what a WebSocket does, where none gets through. */
export type HttpCarrier = Carrier

export function createHttpCarrier(ports: HttpCarrierPorts): HttpCarrier {
  return new Requests(ports)
}

const defaultGathering = 20
/** A request that the server holds until it has something to say, milliseconds. */
const holdFor = 15_000
const patience = 25_000
/** After so many failures in a row the connection counts as lost; whoever is above tries again in its own time. */
const mostFailures = 4
/** Of one channel in one request: what a thin line carries within the patience. */
const requestBytes = 64 * 1024

class Requests implements Carrier {
  readonly #ports: HttpCarrierPorts
  readonly #name: string
  readonly #sockets = new Map<string, HttpSocket>()
  readonly #underWay = new Set<Posted>()
  #undoGathering: (() => void) | undefined
  #failures = 0
  #closed = false

  constructor(ports: HttpCarrierPorts) {
    this.#ports = ports
    this.#name = newId(ports.random) + newId(ports.random)
  }

  open(address: string): WebSocketLike {
    const channel = newId(this.#ports.random)
    const socket = new HttpSocket(channel, address, () => this.#gather())
    if (this.#closed) return socket
    this.#sockets.set(channel, socket)
    this.#gather()
    return socket
  }

  close(): void {
    this.#closed = true
    this.#undoGathering?.()
    for (const request of this.#underWay) request.abort()
    this.#endAll(1006, '')
  }

  /** Soon, a request with everything that has come together by then. */
  #gather(): void {
    if (this.#closed) return
    const { timers, gatherFor = defaultGathering } = this.#ports
    this.#undoGathering ??= timers.after(gatherFor, () => {
      this.#undoGathering = undefined
      void this.#request()
    })
  }

  async #request(): Promise<void> {
    const { timers, post } = this.#ports
    const sockets = [...this.#sockets.values()]
    if (sockets.length === 0) return
    const channels = sockets.map(socket => socket.up())
    const isSaying = sockets.some(socket => socket.hasMore)
    const posted = post(encodePollRequest({ carrier: this.#name, wait: isSaying ? 0 : holdFor, channels }))
    this.#underWay.add(posted)
    const undo = timers.after(patience, () => posted.abort())
    let answer: readonly PollDown[]
    try {
      answer = decodePollAnswer(await posted.answer)
      this.#failures = 0
    } catch (cause) {
      return this.#failed(cause)
    } finally {
      undo()
      this.#underWay.delete(posted)
    }
    if (this.#closed) return
    for (const down of answer) this.#sockets.get(down.channel)?.down(down)
    for (const [channel, { readyState }] of this.#sockets)
      if (readyState === socketStates.closed) this.#sockets.delete(channel)
    // The next one, unless another is still being held by the server and there is nothing to say.
    if (this.#underWay.size === 0 || sockets.some(socket => socket.hasMore)) this.#gather()
  }

  #failed(cause: unknown): void {
    if (this.#closed) return
    if (cause instanceof PostRefusedError) return this.#endAll(cause.closeCode, cause.message)
    if (++this.#failures >= mostFailures) {
      this.#failures = 0
      return this.#endAll(1006, '')
    }
    const { timers, random } = this.#ports
    const pause = 250 * 2 ** this.#failures
    timers.after(pause * (0.5 + random()), () => this.#gather())
  }

  #endAll(code: number, reason: string): void {
    const sockets = [...this.#sockets.values()]
    this.#sockets.clear()
    for (const socket of sockets) socket.end(code, reason)
  }
}

class HttpSocket extends ChannelSocket {
  readonly #channel: string
  readonly #address: string
  readonly #onNews: () => void
  readonly #up = new FrameQueue()
  readonly #down = new FrameIntake()
  /** The server's end from which the frames come. */
  #end = 0

  constructor(channel: string, address: string, onNews: () => void) {
    super()
    this.#channel = channel
    this.#address = address
    this.#onNews = onNews
  }

  get bufferedAmount(): number {
    return this.#up.bytes
  }

  /** There is something to say, if only that one is here. */
  get hasMore(): boolean {
    return !this.#up.isEmpty || this.readyState === socketStates.connecting || this.#isClosing
  }

  up(): PollUp {
    const next = this.#up.next(requestBytes)
    const received = this.#down.received
    return {
      channel: this.#channel,
      address: this.#address,
      end: this.#end,
      ...next,
      received,
      isClosing: this.#isClosing,
    }
  }

  down({ end, code, reason, first, frames, received }: PollDown): void {
    this.#end ||= end
    // A request that was sent again has opened the channel anew at a server that has been started since.
    if (end !== this.#end) return this.end(closeCodes.goingAway, 'unknown-channel')
    this.#up.arrived(received)
    if (code === 0 || frames.length > 0) this.opened()
    for (const frame of this.#down.take(first, frames)) {
      if (this.readyState !== socketStates.open) break
      this.deliver(frame)
    }
    if (code !== 0) this.end(code, reason)
  }

  protected transmit(frame: Uint8Array): void {
    this.#up.push(frame)
    this.#onNews()
  }

  protected leave(): 'over' | 'closing' {
    if (this.readyState === socketStates.connecting) {
      // Nobody knows of it yet; where a request is on its way, the server forgets it in its time.
      this.end(1006, '')
      return 'over'
    }
    this.#onNews()
    return 'closing'
  }

  get #isClosing(): boolean {
    return this.readyState === socketStates.closing
  }
}
