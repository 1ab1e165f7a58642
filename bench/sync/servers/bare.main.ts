// The process of the two bare relays. They know that a message is a request, presence, or something to pass on, and
// nothing of what is in it. So that joins have a fixed point too, a relay keeps the largest message of each document and
// answers requests with it.
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { encodeFrame } from '../client/web-socket-frame.ts'

interface Room {
  readonly sockets: Map<WebSocket, Duplex>
  state: Buffer
  readonly waiting: Record<'now' | 'tick', Message[]>
}

interface Message {
  readonly from: WebSocket
  readonly framed: Uint8Array
}

const batches = process.env['BATCH'] === '1'
const presenceTickMs = 16
const emptyStep2 = Buffer.from([0, 1, 2, 0, 0])
const rooms = new Map<string, Room>()
// Deflate is what a relay may offer to those who ask for it, as ours may; loopback scenarios do not ask.
const wss = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: { threshold: 0 } })

const server = createServer((_request, response) => response.end('ready'))
server.on('upgrade', (request, duplex, head) => {
  wss.handleUpgrade(request, duplex, head, socket => join(socket, duplex, request.url ?? '/'))
})
server.listen(Number(process.env['PORT']), '127.0.0.1')

function join(socket: WebSocket, duplex: Duplex, name: string): void {
  const room = roomOf(name)
  room.sockets.set(socket, duplex)
  socket.on('error', () => {})
  socket.on('close', () => {
    room.sockets.delete(socket)
    if (room.sockets.size === 0 && room.state === emptyStep2) rooms.delete(name)
  })
  socket.on('message', (message: Buffer) => {
    if (message[0] === 0 && message[1] === 0) return socket.send(room.state)
    if (message[0] === 0 && message[1] === 1) return
    if (message[0] === 0 && message.length > 10_000 && message.length > room.state.length) {
      room.state = Buffer.from(message)
      room.state[1] = 1
    }
    if (batches) return hold(room, { from: socket, framed: encodeFrame(message, { masked: false }) }, message[0] === 1)
    for (const other of room.sockets.keys()) if (other !== socket) other.send(message)
  })
}

function roomOf(name: string): Room {
  const known = rooms.get(name)
  if (known !== undefined) return known
  const room: Room = { sockets: new Map(), state: emptyStep2, waiting: { now: [], tick: [] } }
  rooms.set(name, room)
  return room
}

function hold(room: Room, message: Message, isPresence: boolean): void {
  const waiting = room.waiting[isPresence ? 'tick' : 'now']
  waiting.push(message)
  if (waiting.length > 1) return
  if (isPresence) setTimeout(() => forward(room, waiting), presenceTickMs)
  else setImmediate(() => forward(room, waiting))
}

function forward(room: Room, waiting: Message[]): void {
  const messages = waiting.splice(0)
  const authors = new Set(messages.map(message => message.from))
  const all = Buffer.concat(messages.map(message => message.framed))
  for (const [socket, duplex] of room.sockets) {
    if (!authors.has(socket)) duplex.write(all)
    else if (authors.size > 1)
      duplex.write(Buffer.concat(messages.filter(({ from }) => from !== socket).map(({ framed }) => framed)))
  }
}
