import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'

export interface LinkOptions {
  /** Both directions have their own. */
  readonly bitsPerSecond: number
  readonly delayMs: number
}

/** A slow line between a client and a server. */
export interface Link {
  /** The same address, reached over the link. */
  via(url: string): string
  /** Bytes that have gone over, the upgrade included. */
  readonly down: number
  readonly up: number
  close(): void
}

/** What fits into one packet: bytes come out of the line in such pieces, not all at its end. */
const packetBytes = 1_400
/** What a modem queues before it lets the sender wait. */
const queueBytes = 64 * 1024

/**
 * A TCP proxy that is as slow as a line: each direction serves one packet after the other at its rate, and delivers it
 * after the delay. TCP's own handshake and headers are not modelled; they would cost every server the same.
 */
export async function openLink(port: number, options: LinkOptions): Promise<Link> {
  const sockets = new Set<Socket>()
  const lanes = { up: new Lane(options), down: new Lane(options) }
  const server = createServer({ noDelay: true }, near => {
    const far = connect({ host: '127.0.0.1', port, noDelay: true })
    for (const [from, to, lane] of [
      [near, far, lanes.up],
      [far, near, lanes.down],
    ] as const) {
      sockets.add(from)
      from.on('error', () => {})
      from.on('data', (chunk: Buffer) => lane.take(chunk, from, to))
      from.on('end', () => lane.end(to))
      from.on('close', () => sockets.delete(from))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: ownPort } = server.address() as AddressInfo

  return {
    via(url) {
      const address = new URL(url)
      address.port = String(ownPort)
      return address.href
    },
    get down() {
      return lanes.down.bytes
    },
    get up() {
      return lanes.up.bytes
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

interface Delivery {
  readonly at: number
  readonly act: () => void
}

/** One direction: a server of packets with a queue in front of it and a pipe behind. */
class Lane {
  /** Bytes that have gone into the line. */
  bytes = 0
  readonly #millisecondsPerByte: number
  readonly #delayMs: number
  readonly #onTheWay: Delivery[] = []
  #freeAt = 0
  #timer: NodeJS.Timeout | undefined

  constructor({ bitsPerSecond, delayMs }: LinkOptions) {
    this.#millisecondsPerByte = 8_000 / bitsPerSecond
    this.#delayMs = delayMs
  }

  take(chunk: Buffer, from: Socket, to: Socket): void {
    for (let start = 0; start < chunk.length; start += packetBytes) {
      const packet = chunk.subarray(start, start + packetBytes)
      this.#freeAt = Math.max(performance.now(), this.#freeAt) + packet.length * this.#millisecondsPerByte
      this.#deliver({ at: this.#freeAt + this.#delayMs, act: () => this.#arrive(packet, to) })
    }
    const queued = (this.#freeAt - performance.now()) / this.#millisecondsPerByte
    if (queued < queueBytes || from.isPaused()) return
    from.pause()
    setTimeout(() => from.resume(), (queued - queueBytes / 2) * this.#millisecondsPerByte)
  }

  end(to: Socket): void {
    this.#deliver({ at: Math.max(performance.now(), this.#freeAt) + this.#delayMs, act: () => to.end() })
  }

  #arrive(packet: Buffer, to: Socket): void {
    this.bytes += packet.length
    to.write(packet)
  }

  #deliver(delivery: Delivery): void {
    this.#onTheWay.push(delivery)
    if (this.#timer === undefined) this.#wait()
  }

  #wait(): void {
    const next = this.#onTheWay[0]
    this.#timer = next && setTimeout(() => this.#deliverDue(), Math.max(0, next.at - performance.now()))
  }

  #deliverDue(): void {
    const now = performance.now()
    while ((this.#onTheWay[0]?.at ?? Number.POSITIVE_INFINITY) <= now) this.#onTheWay.shift()?.act()
    this.#wait()
  }
}
