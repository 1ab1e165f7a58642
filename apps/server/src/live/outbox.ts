import type { Duplex } from 'node:stream'

/**
 * Writes messages to the bare streams of WebSockets. The same message mostly goes to many: it is framed once (RFC 6455
 * §5.2; a server masks nothing) and the same buffer given to each of them. What a stream is given in one turn of the
 * event loop leaves it in one write, in the order in which it came, whoever else writes to it meanwhile.
 */
export class Outbox {
  bytesWritten = 0
  #message: Uint8Array | undefined
  #frame: Buffer = Buffer.alloc(0)
  #held: Duplex[] = []

  write(stream: Duplex, message: Uint8Array, onWritten?: () => void): void {
    if (stream.writableCorked === 0) this.#hold(stream)
    this.bytesWritten += message.length
    if (message.length > joinedUpTo) {
      stream.write(headerOf(message.length))
      stream.write(viewOf(message), onWritten)
    } else {
      stream.write(this.#frameOf(message), onWritten)
    }
  }

  #frameOf(message: Uint8Array): Buffer {
    if (this.#message === message) return this.#frame
    this.#frame = Buffer.concat([headerOf(message.length), message])
    this.#message = message
    return this.#frame
  }

  #hold(stream: Duplex): void {
    stream.cork()
    // After everything that the current event has set going, promises included.
    if (this.#held.push(stream) === 1) process.nextTick(() => this.#release())
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    this.#message = undefined
    for (const stream of held) stream.uncork()
  }
}

/** Larger messages are not copied behind their header: the stream is given both. */
const joinedUpTo = 16 * 1024

const finalBinary = 0x82

function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.from([finalBinary, length])
  if (length < 2 ** 16) {
    const header = Buffer.allocUnsafe(4)
    header[0] = finalBinary
    header[1] = 126
    header.writeUInt16BE(length, 2)
    return header
  }
  const header = Buffer.allocUnsafe(10)
  header[0] = finalBinary
  header[1] = 127
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
