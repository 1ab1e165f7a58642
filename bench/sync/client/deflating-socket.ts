import { once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Closing, Connection, ConnectOptions } from './connection.ts'

/** A WebSocket that offers permessage-deflate, as every browser does. Slower than `FrameSocket`, and right for slow links. */
export class DeflatingSocket implements Connection {
  messagesIn = 0
  readonly closed: Promise<Closing>
  readonly #socket: WebSocket
  readonly #duplex: Socket
  // What came together with the answer to the upgrade is counted with the upgrade.
  readonly #upgradeIn: number
  readonly #upgradeOut: number
  #onMessage: ((message: Uint8Array) => void) | undefined
  readonly #early: Uint8Array[] = []

  static async open(url: string, { headers }: ConnectOptions): Promise<DeflatingSocket> {
    const socket = new WebSocket(url, { headers, perMessageDeflate: true, maxPayload: 1 << 30 })
    const upgraded = once(socket, 'upgrade') as Promise<[{ readonly socket: Socket }]>
    const [[response]] = await Promise.all([upgraded, once(socket, 'open')])
    return new DeflatingSocket(socket, response.socket)
  }

  private constructor(socket: WebSocket, duplex: Socket) {
    this.#socket = socket
    this.#duplex = duplex
    this.#upgradeIn = duplex.bytesRead
    this.#upgradeOut = duplex.bytesWritten
    socket.on('error', () => {})
    socket.on('message', (message: Buffer) => {
      this.messagesIn++
      if (this.#onMessage === undefined) this.#early.push(message)
      else this.#onMessage(message)
    })
    this.closed = new Promise(resolve =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
  }

  get onMessage(): (message: Uint8Array) => void {
    return this.#onMessage ?? (() => {})
  }

  set onMessage(hear: (message: Uint8Array) => void) {
    this.#onMessage = hear
    for (const message of this.#early.splice(0)) hear(message)
  }

  get bytesIn(): number {
    return this.#duplex.bytesRead - this.#upgradeIn
  }

  get bytesOut(): number {
    return this.#duplex.bytesWritten - this.#upgradeOut
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  send(message: Uint8Array): void {
    this.#socket.send(message)
  }

  writeFrames(): void {
    throw new Error('Frames that were encoded before cannot be compressed')
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  destroy(): void {
    this.#socket.terminate()
  }
}
