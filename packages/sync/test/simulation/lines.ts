import type { WebSocketConstructor, WebSocketLike } from '../../src/client/index.ts'
import type { Session } from '../../src/session.ts'
import type { Socket } from '../../src/socket.ts'
import type { Person, Transport } from './person.ts'

/** What a line carries down: that it is open, frames, and the code of a close, which is told behind what was sent before. */
type Down = 'open' | Uint8Array | number

/** One WebSocket connection, on which nothing moves by itself. In each direction order is kept, until it dies. */
export class Line {
  readonly person: Person
  readonly up: Uint8Array[] = []
  readonly down: Down[] = []
  session: Session | undefined
  /** Nothing that is sent gets there any more, and the sender does not know. */
  isUpDead = false
  isDownDead = false
  /** Nobody is at the end of the client any more, which the server has not noticed. */
  isAbandoned = false
  socket: WebSocketLike | undefined

  constructor(person: Person) {
    this.person = person
  }

  /** Bytes that the server has sent and the client has not taken. */
  get bufferedAmount(): number {
    return this.down.reduce<number>((sum, each) => sum + (each instanceof Uint8Array ? each.length : 0), 0)
  }

  get isDead(): boolean {
    return this.isUpDead || this.isDownDead || this.isAbandoned
  }
}

export interface Door {
  /** Lets somebody in, or throws where nobody is let in. */
  join(person: Person, socket: Socket): Session
}

/** All WebSocket connections there are. */
export class Lines {
  readonly open = new Set<Line>()
  /** Persons from whom nothing gets through, and to whom nothing does. */
  readonly cutOff = new Set<Person>()
  readonly #door: () => Door

  /** The server of the moment. */
  constructor(door: () => Door) {
    this.#door = door
  }

  transportOf(person: Person): Transport {
    const connect = (): WebSocketLike => this.#connect(person)
    return {
      WebSocket: function WebSocket() {
        return connect()
      } as unknown as WebSocketConstructor,
      close: how => {
        for (const line of this.of(person)) {
          if (how === 'closed') this.end(line, 1001)
          else line.isAbandoned = true
        }
      },
    }
  }

  of(person: Person): Line[] {
    return [...this.open].filter(line => line.person === person)
  }

  /** The line is over, and both ends hear of it. */
  end(line: Line, code: number): void {
    if (!this.open.delete(line)) return
    line.session?.leave()
    if (line.isAbandoned || line.socket === undefined) return
    line.socket = closed(line.socket)
    line.socket.onclose?.({ code, reason: '' } as never)
  }

  /** The client counts it as over, and comes again; the server hears of that later, and of what was on its way before. */
  abandon(line: Line): void {
    line.isAbandoned = true
    line.socket?.onclose?.({ code: 1006, reason: '' } as never)
  }

  /** The process at the server's end is gone. */
  endAll(): void {
    for (const line of [...this.open]) {
      line.session = undefined
      this.end(line, 1006)
    }
  }

  carryUp(line: Line): void {
    const frame = line.up.shift()
    if (frame !== undefined && !this.#isCut(line, 'up')) line.session?.receive(frame)
  }

  carryDown(line: Line): void {
    const next = line.down.shift()
    if (this.#isCut(line, 'down')) return
    if (typeof next === 'number') return this.end(line, next)
    if (next === 'open') line.socket?.onopen?.({} as never)
    else if (next !== undefined) {
      const data = next.buffer.slice(next.byteOffset, next.byteOffset + next.length)
      line.socket?.onmessage?.({ data } as never)
      line.session?.drained()
    }
  }

  #isCut(line: Line, way: 'up' | 'down'): boolean {
    // What was lost makes the rest of its direction useless: TCP delivers in order or not at all.
    if (this.cutOff.has(line.person)) line[way === 'up' ? 'isUpDead' : 'isDownDead'] = true
    return way === 'up' ? line.isUpDead : line.isDownDead || line.isAbandoned
  }

  #connect(person: Person): WebSocketLike {
    const line = new Line(person)
    this.open.add(line)
    const socket: WebSocketLike = {
      binaryType: 'arraybuffer',
      readyState: 1,
      bufferedAmount: 0,
      onopen: null,
      onmessage: null,
      onerror: null,
      onclose: null,
      send: (data: Uint8Array) => void line.up.push(data.slice()),
      close: () => {
        // Over a dead line the other end does not hear of it.
        if (line.isDead || this.cutOff.has(person)) line.isAbandoned = true
        else this.end(line, 1000)
      },
    }
    line.socket = socket
    if (this.cutOff.has(person)) {
      line.isUpDead = true
      return socket
    }
    try {
      line.down.push('open')
      line.session = this.#door().join(person, {
        get bufferedAmount() {
          return line.bufferedAmount
        },
        send: bytes => void line.down.push(bytes.slice()),
        close: code => void line.down.push(code),
      })
    } catch {
      // The server is going: the connection is refused, which is heard like everything else.
      line.down.splice(0, Infinity, 1006)
    }
    return socket
  }
}

function closed(socket: WebSocketLike): WebSocketLike {
  return Object.assign(socket, { readyState: 3 })
}
