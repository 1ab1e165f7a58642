import type { Clock } from '@barycentre/kit'
import { decodeTrunkMessage, encodeTrunkMessage, type TrunkMessage } from '../channel/trunk-message.ts'
import type { Timers } from '../timers.ts'
import type { Carrier } from './carrier.ts'
import { ChannelSocket, socketStates } from './channel-socket.ts'
import type { WebSocketConstructor, WebSocketLike } from './link.ts'

export interface TrunkCarrierPorts {
  readonly WebSocket: WebSocketConstructor
  /** Such as `wss://host/sync?trunk=1`. */
  readonly url: string
  readonly clock: Clock
  readonly timers: Timers
}

/**
 * Sessions with the server over one WebSocket. It is opened with the first channel and closed a moment after the last,
 * so that whoever leaves one document for another finds it open. Whether the line is still alive is asked of it, and not
 * of its channels: one that is closed for having heard nothing would come back on the same dead line.
 */
export function createTrunkCarrier(ports: TrunkCarrierPorts): Carrier {
  return new TrunkCarrier(ports)
}

class TrunkCarrier implements Carrier {
  readonly #ports: TrunkCarrierPorts
  readonly #stopWatching: () => void
  #line: Line | undefined
  #closed = false

  constructor(ports: TrunkCarrierPorts) {
    this.#ports = ports
    this.#stopWatching = ports.timers.every(watchEvery, () => this.#line?.watch())
  }

  open(address: string): WebSocketLike {
    this.#line ??= new Line(this.#ports, () => (this.#line = undefined))
    const socket = this.#line.open(address)
    if (this.#closed) socket.close()
    return socket
  }

  close(): void {
    this.#closed = true
    this.#stopWatching()
    this.#line?.end(1006, '')
  }
}

/** One WebSocket and its channels. */
class Line {
  readonly #ports: TrunkCarrierPorts
  readonly #socket: WebSocketLike
  readonly #onEnd: () => void
  readonly #channels = new Map<number, TrunkSocket>()
  #opened = 0
  #heardAt: number
  #undoLingering: (() => void) | undefined
  #isOver = false

  constructor(ports: TrunkCarrierPorts, onEnd: () => void) {
    this.#ports = ports
    this.#onEnd = onEnd
    this.#heardAt = ports.clock()
    const socket = (this.#socket = new ports.WebSocket(ports.url))
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      if (this.#isOver) return
      this.#heardAt = ports.clock()
      for (const [channel, { address }] of this.#channels) this.#send({ kind: 'open', channel, address })
      for (const each of [...this.#channels.values()]) each.opened()
    }
    socket.onmessage = ({ data }: { readonly data: ArrayBuffer }) => this.#received(new Uint8Array(data))
    socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => this.end(code, reason)
  }

  open(address: string): TrunkSocket {
    const channel = ++this.#opened
    const socket = new TrunkSocket(address, {
      send: frame => this.#send({ kind: 'frame', channel, frame }),
      leave: (code, reason) => this.#left(channel, code, reason),
      bufferedAmount: () => this.#socket.bufferedAmount,
    })
    this.#undoLingering?.()
    this.#undoLingering = undefined
    this.#channels.set(channel, socket)
    if (this.#socket.readyState !== socketStates.open) return socket
    this.#send({ kind: 'open', channel, address })
    // Whoever opened it has to listen first.
    this.#ports.timers.soon(() => socket.opened())
    return socket
  }

  watch(): void {
    if (this.#ports.clock() - this.#heardAt > patience) this.end(1006, '')
  }

  end(code: number, reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#undoLingering?.()
    this.#onEnd()
    this.#socket.close()
    for (const socket of [...this.#channels.values()]) socket.end(code, reason)
    this.#channels.clear()
  }

  #received(bytes: Uint8Array): void {
    this.#heardAt = this.#ports.clock()
    const message = decodeTrunkMessage(bytes)
    const socket = this.#channels.get(message.channel)
    // What comes for a channel that has left is not heard any more.
    if (socket === undefined) return
    if (message.kind === 'frame') socket.deliver(message.frame)
    else if (message.kind === 'close') {
      this.#remove(message.channel)
      socket.end(message.code, message.reason)
    }
  }

  #left(channel: number, code: number, reason: string): void {
    if (this.#socket.readyState === socketStates.open) this.#send({ kind: 'close', channel, code, reason })
    this.#remove(channel)
  }

  #remove(channel: number): void {
    this.#channels.delete(channel)
    if (this.#channels.size > 0 || this.#isOver) return
    this.#undoLingering ??= this.#ports.timers.after(lingering, () => this.end(1000, ''))
  }

  #send(message: TrunkMessage): void {
    this.#socket.send(encodeTrunkMessage(message) as never)
  }
}

class TrunkSocket extends ChannelSocket {
  readonly address: string
  readonly #line: LineOfSocket

  constructor(address: string, line: LineOfSocket) {
    super()
    this.address = address
    this.#line = line
  }

  get bufferedAmount(): number {
    return this.#line.bufferedAmount()
  }

  protected transmit(frame: Uint8Array): void {
    this.#line.send(frame)
  }

  protected leave(code: number, reason: string): 'over' {
    this.#line.leave(code, reason)
    return 'over'
  }
}

interface LineOfSocket {
  send(frame: Uint8Array): void
  leave(code: number, reason: string): void
  bufferedAmount(): number
}

// In milliseconds. The server says something to each session at least every 15 s.
const watchEvery = 5_000
const patience = 45_000
const lingering = 2_000
