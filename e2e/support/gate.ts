import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy in front of the server, as offices have them: it lets requests through, and WebSockets or not. */
export class Gate {
  readonly port: number
  readonly #server: Server
  readonly #upgraded = new Set<Duplex>()
  #letsWebSockets = true
  #isShut = false
  #refused = 0

  static async open(serverPort: number): Promise<Gate> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new Gate(server, serverPort)
  }

  private constructor(server: Server, serverPort: number) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    server.on('request', (asked, answer) => {
      if (this.#isShut) asked.socket.destroy()
      else forward(asked, answer, serverPort)
    })
    server.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head, serverPort))
  }

  /** A link of the server, through this gate. */
  through(link: string): string {
    const url = new URL(link)
    url.port = String(this.port)
    return url.href
  }

  /** How many WebSockets have been turned away. */
  get refused(): number {
    return this.#refused
  }

  get openWebSockets(): number {
    return this.#upgraded.size
  }

  /** From now on no WebSocket gets through, and those that are open are cut. */
  blockWebSockets(): void {
    this.#letsWebSockets = false
    for (const socket of this.#upgraded) socket.destroy()
  }

  letWebSockets(): void {
    this.#letsWebSockets = true
  }

  /** From now on nothing gets through at all, as without a network. */
  shut(): void {
    this.#isShut = true
    this.blockWebSockets()
  }

  reopen(): void {
    this.#isShut = false
    this.letWebSockets()
  }

  async close(): Promise<void> {
    this.blockWebSockets()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer, serverPort: number): void {
    // A browser that goes away in the middle is nobody's fault; `close` follows.
    socket.on('error', () => socket.destroy())
    if (!this.#letsWebSockets) {
      this.#refused++
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
      return
    }
    const onward: Socket = connect(serverPort, '127.0.0.1')
    onward.on('error', () => socket.destroy())
    onward.on('close', () => socket.destroy())
    socket.on('close', () => {
      this.#upgraded.delete(socket)
      onward.destroy()
    })
    this.#upgraded.add(socket)
    const headers = asked.rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${asked.rawHeaders[i + 1]}`] : []))
    onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
    onward.write(head)
    onward.pipe(socket)
    socket.pipe(onward)
  }
}

function forward(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const { method, url, headers } = asked
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, reply => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(answer)
  })
  // The server is away, or the browser: whoever is left sees a cut line.
  onward.on('error', () => answer.destroy())
  asked.on('error', () => onward.destroy())
  answer.on('close', () => onward.destroy())
  asked.pipe(onward)
}
