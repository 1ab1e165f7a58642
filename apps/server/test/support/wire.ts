import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A connection upgraded by hand, on which anything can be written. */
export async function upgradedByHand(port: number, path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  // A server that has had enough resets the connection; that is what such tests ask for.
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  const head = [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  if (!answer.toString('latin1').startsWith('HTTP/1.1 101 ')) throw new Error(`Not upgraded: ${answer.toString()}`)
  return socket
}

/** The beginning of a frame as a client sends it: masked, with a mask of zeros. */
export function clientHeader(firstByte: number, length: number): Buffer {
  const header = Buffer.alloc(14)
  header[0] = firstByte
  header[1] = 0x80 | 127
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

/** The code of the close frame that the connection is sent before it ends; undefined if it ends without. */
export async function closeCodeOf(socket: Socket): Promise<number | undefined> {
  const heard = Buffer.concat(await socket.toArray().catch(() => []))
  const at = heard.findIndex((byte, i) => byte === 0x88 && i + 4 <= heard.length)
  return at < 0 ? undefined : heard.readUInt16BE(at + 2)
}
