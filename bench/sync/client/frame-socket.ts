import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Closing, Connection, ConnectOptions } from './connection.ts'
import { encodeFrame, opcodes } from './web-socket-frame.ts'

const noBytes: Buffer = Buffer.alloc(0)

/** A WebSocket client that does no more than the wire asks for, so that the generator is not what is measured. */
export class FrameSocket implements Connection {
  onMessage: (message: Uint8Array) => void = () => {}
  bytesIn = 0
  bytesOut = 0
  messagesIn = 0
  readonly closed: Promise<Closing>
  readonly #socket: Socket
  #rest = noBytes
  #fragments: Buffer[] = []
  #closing: Closing = { code: 1006, reason: '' }

  static async open(url: string, { headers }: ConnectOptions): Promise<FrameSocket> {
    const { hostname, port, pathname, search } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    // Whatever goes wrong ends in "close", which is what everybody waits for.
    socket.on('error', () => {})
    const request = {
      Host: `${hostname}:${port}`,
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
      ...headers,
    }
    const lines = Object.entries(request).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`)
    return new FrameSocket(socket, await untilUpgraded(socket))
  }

  private constructor(socket: Socket, early: Buffer) {
    this.#socket = socket
    this.closed = new Promise(resolve => socket.once('close', () => resolve(this.#closing)))
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    // What came with the answer to the upgrade is read as soon as somebody had the chance to listen.
    if (early.length > 0) setImmediate(() => this.#read(noBytes))
    this.#rest = early
    this.bytesIn = early.length
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded
  }

  send(message: Uint8Array): void {
    this.writeFrames(encodeFrame(message, { masked: true }))
  }

  writeFrames(frames: Uint8Array): void {
    if (this.#socket.destroyed) return
    this.bytesOut += frames.length
    this.#socket.write(frames)
  }

  /** Resolves when the system has taken all that was written, or the connection is gone. */
  async drained(): Promise<void> {
    while (this.#socket.writableLength > 0 && !this.#socket.destroyed)
      await new Promise(resolve => setTimeout(resolve, 2))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.bytesIn += chunk.length
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    for (;;) {
      const frame = decodeFrame(bytes, at)
      if (frame === undefined) break
      at = frame.end
      this.#take(frame)
    }
    this.#rest = at === bytes.length ? noBytes : bytes.subarray(at)
  }

  #take({ opcode, isLast, payload }: Frame): void {
    switch (opcode) {
      case opcodes.ping:
        return this.writeFrames(encodeFrame(payload, { masked: true, opcode: opcodes.pong }))
      case opcodes.pong:
        return
      case opcodes.close:
        if (payload.length >= 2) this.#closing = { code: payload.readUInt16BE(0), reason: payload.toString('utf8', 2) }
        this.#socket.end(encodeFrame(payload, { masked: true, opcode: opcodes.close }))
        return
    }
    if (isLast && this.#fragments.length === 0) return this.#hear(payload)
    this.#fragments.push(payload)
    if (isLast) this.#hear(Buffer.concat(this.#fragments.splice(0)))
  }

  #hear(message: Uint8Array): void {
    this.messagesIn++
    this.onMessage(message)
  }
}

interface Frame {
  readonly opcode: number
  readonly isLast: boolean
  readonly payload: Buffer
  /** Where the next one begins. */
  readonly end: number
}

function decodeFrame(bytes: Buffer, at: number): Frame | undefined {
  const left = bytes.length - at
  if (left < 2) return undefined
  const first = bytes[at] ?? 0
  let length = (bytes[at + 1] ?? 0) & 0x7f
  let start = at + 2
  if (length === 126) {
    if (left < 4) return undefined
    length = bytes.readUInt16BE(start)
    start += 2
  } else if (length === 127) {
    if (left < 10) return undefined
    length = Number(bytes.readBigUInt64BE(start))
    start += 8
  }
  const end = start + length
  if (bytes.length < end) return undefined
  return { opcode: first & 0x0f, isLast: first >= 0x80, payload: bytes.subarray(start, end), end }
}

/** Resolves with what came behind the answer's head; rejects when the answer is not an upgrade. */
function untilUpgraded(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let head = noBytes
    const refuse = () => reject(new Error(`The upgrade was refused: ${head.toString().split('\r\n', 1)[0]}`))
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk])
      const end = head.indexOf('\r\n\r\n')
      if (end === -1) return
      socket.off('data', read)
      socket.off('close', refuse)
      if (head.toString('latin1', 0, end).startsWith('HTTP/1.1 101')) return resolve(head.subarray(end + 4))
      socket.destroy()
      refuse()
    }
    socket.on('data', read)
    socket.once('close', refuse)
  })
}
