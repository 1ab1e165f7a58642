import { closeCodes } from '../close-code.ts'
import type { Socket } from '../socket.ts'
import { ChannelEnd, type Join } from './channel-end.ts'
import { decodeTrunkMessage, encodeTrunkMessage } from './trunk-message.ts'

export interface TrunkPorts {
  /** The one connection that carries all. */
  readonly socket: Socket
  readonly join: Join
  readonly maxChannels: number
  /** How many channels there are now. */
  onCount?(count: number): void
}

/** The server's end of a connection that carries the sessions of one browser, each in a channel. */
export class Trunk {
  readonly #ports: TrunkPorts
  readonly #channels = new Map<number, ChannelEnd>()
  #opened = 0
  #first = 0

  constructor(ports: TrunkPorts) {
    this.#ports = ports
  }

  get count(): number {
    return this.#channels.size
  }

  /** Throws at what no client would send: then nothing on it can be trusted any more. */
  receive(bytes: Uint8Array): void {
    const message = decodeTrunkMessage(bytes)
    const { channel } = message
    if (message.kind === 'open') return this.#open(channel, message.address)
    // What was on its way when the channel ended was not heard any more.
    if (channel > this.#opened) throw new Error('A message of a channel that is not open')
    const end = this.#channels.get(channel)
    if (message.kind === 'frame') end?.receive(message.frame)
    else {
      end?.leave()
      this.#remove(channel)
    }
  }

  /** The connection takes more again. Whoever is asked first takes most of it, so that is another each time. */
  drained(): void {
    const ends = [...this.#channels.values()]
    this.#first++
    for (const i of ends.keys()) ends[(this.#first + i) % ends.length]?.drained()
  }

  /** The connection is gone. */
  leave(): void {
    for (const end of this.#channels.values()) end.leave()
    this.#channels.clear()
  }

  #open(channel: number, address: string): void {
    if (channel <= this.#opened) throw new Error('A channel that is opened twice')
    this.#opened = channel
    const { join, maxChannels, onCount } = this.#ports
    const end = new ChannelEnd()
    const socket = this.#socketOf(channel)
    if (this.count >= maxChannels) return socket.close(closeCodes.fault, 'too-many-channels')
    this.#channels.set(channel, end)
    end.enter(join, address, socket)
    onCount?.(this.count)
  }

  #socketOf(channel: number): Socket {
    const { socket } = this.#ports
    let isOver = false
    return {
      send: frame => socket.send(encodeTrunkMessage({ kind: 'frame', channel, frame })),
      // They wait in one line: what one has put there, all wait for.
      get bufferedAmount() {
        return socket.bufferedAmount
      },
      close: (code, reason) => {
        if (isOver) return
        isOver = true
        socket.send(encodeTrunkMessage({ kind: 'close', channel, code, reason }))
        this.#remove(channel)
      },
    }
  }

  #remove(channel: number): void {
    if (this.#channels.delete(channel)) this.#ports.onCount?.(this.count)
  }
}
