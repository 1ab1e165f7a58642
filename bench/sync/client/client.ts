import { encodeStep2, encodeUpdate, isUpdateFrame, type Place } from '@barycentre/sync'
import * as decoding from 'lib0/decoding'
import type { DocumentAddress } from '../servers/server.ts'
import { until } from '../waiting.ts'
import type { Connection } from './connection.ts'
import { DeflatingSocket } from './deflating-socket.ts'
import type { Dialect, Held } from './dialect.ts'
import { FrameSocket } from './frame-socket.ts'
import { spansOf, type Span } from './update-span.ts'
import { encodeFrame } from './web-socket-frame.ts'

export interface ClientOptions {
  readonly held?: Held
  /** The address to connect to instead of the server's own, where a link lies between. */
  readonly via?: (url: string) => string
  /** Offers compression, as browsers do. */
  readonly deflate?: boolean
}

const nothing: Held = {
  stateVector: Uint8Array.of(0),
  missingFrom: () => Uint8Array.of(0, 0),
}

/**
 * One person's connection to one document by the public protocol. It keeps no document: it counts messages and bytes, and
 * notes for every author up to which clock their edits have come.
 */
export class Client {
  readonly connection: Connection
  /** Called for each edit of somebody else that is new here: whose, and its clock. */
  onEdit: ((author: number, clock: number) => void) | undefined
  /** Called with what the server answered to the first request. */
  onStep2: ((update: Uint8Array) => void) | undefined
  onAwareness: ((author: number, clock: number) => void) | undefined
  /** Called with the number of an own update-carrying message, from 1, when it is sent, and when it is acknowledged. */
  onSent: ((message: number) => void) | undefined
  onAcknowledged: ((message: number) => void) | undefined
  /** Update-carrying messages sent, the answers to the server's requests included; and how many of them are acknowledged. */
  sent = 0
  acknowledged = 0
  readonly refusals: string[] = []
  /** Edits that came before one that they build on. */
  gaps = 0
  synced = false
  readonly #address: DocumentAddress
  readonly #held: Held
  readonly #dialect: Dialect
  readonly #clocks = new Map<number, number>()
  readonly #own = new Set<number>()
  #awaited: Awaited[] = []
  // Reading a large message takes time that is the generator's own.
  #heardAt = 0

  /** Connects and asks for the document. Resolves when the connection is open: `untilSynced` says when the answer is here. */
  static async open(address: DocumentAddress, options: ClientOptions = {}): Promise<Client> {
    const { via = url => url, deflate = false } = options
    const connect = deflate ? DeflatingSocket.open : FrameSocket.open
    const connection = await connect(via(address.url), { headers: address.headers })
    return new Client(connection, address, options.held ?? nothing)
  }

  private constructor(connection: Connection, address: DocumentAddress, held: Held) {
    this.connection = connection
    this.#address = address
    this.#held = held
    connection.onMessage = message => this.#hear(message)
    this.#dialect = address.dialect.forOne?.() ?? address.dialect
    for (const message of this.#dialect.greet(held)) connection.send(message)
    if (!this.#dialect.waitsForWelcome) this.request()
  }

  /** Asks for what is not held. */
  request(): void {
    const dialect = this.#dialect
    for (const message of dialect.request(this.#held)) this.connection.send(dialect.wrap(message))
  }

  async untilSynced(withinMs = 60_000): Promise<this> {
    await until(`${this.#address.name} is synced`, () => this.synced || !this.connection.isOpen, { withinMs })
    if (!this.synced) {
      const { code, reason } = await this.connection.closed
      throw new Error(`The server closed the connection before it answered: ${code} ${reason}`)
    }
    return this
  }

  sendUpdate(update: Uint8Array): void {
    this.sendMessage(encodeUpdate(update))
  }

  sendMessage(message: Uint8Array): void {
    if (isUpdateFrame(message)) {
      this.sent++
      this.onSent?.(this.sent)
    }
    this.connection.send(this.#dialect.wrap(message))
  }

  /** The bytes of many updates, for `sendFrames`: made before the time counts. */
  frameUpdates(updates: readonly Uint8Array[]): Uint8Array {
    const dialect = this.#dialect
    return Buffer.concat(updates.map(update => encodeFrame(dialect.wrap(encodeUpdate(update)), { masked: true })))
  }

  sendFrames(frames: Uint8Array, updates: number): void {
    this.sent += updates
    this.connection.writeFrames(frames)
  }

  /** What this client itself writes: it is not counted when a server sends it back. */
  writesAs(author: number): void {
    this.#own.add(author)
  }

  /** Up to which clock an author's edits have come. */
  clockOf(author: number): number {
    return this.#clocks.get(author) ?? 0
  }

  /** Resolves with the moment at which an author's edits had come up to a clock. */
  async untilHas(author: number, clock: number, withinMs = 120_000): Promise<number> {
    const arrived = new Promise<number>(resolve => this.#awaited.push({ author, clock, resolve }))
    if (this.clockOf(author) >= clock) return performance.now()
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_resolve, reject) => {
      const refuse = () => reject(new Error(`${this.#address.name}: the content did not come`))
      timer = setTimeout(refuse, withinMs)
      void this.connection.closed.then(refuse)
    })
    return Promise.race([arrived, tooLate]).finally(() => clearTimeout(timer))
  }

  close(): void {
    this.connection.destroy()
  }

  #hear(message: Uint8Array): void {
    this.#heardAt = performance.now()
    const heard = this.#dialect.read(message)
    switch (heard.kind) {
      case 'stock':
        return this.#hearStock(heard.message)
      case 'welcomed':
        if (this.#dialect.waitsForWelcome) this.request()
        if (heard.resumed === true) this.#goOn()
        return
      case 'acknowledged':
        return this.#acknowledge('upTo' in heard ? heard.upTo : this.acknowledged + heard.more)
      case 'refused':
        this.refusals.push(heard.code)
        return
      case 'other':
        return
    }
  }

  /** As a client does that comes back to a place: it says that it has nothing new, and is told that all is saved. */
  #goOn(): void {
    this.synced = true
    this.sendUpdate(Uint8Array.of(0, 0))
  }

  /** Up to which place of the server's log everything has come, where the server says so. */
  get place(): Place | undefined {
    return this.#dialect.place?.()
  }

  #hearStock(message: Uint8Array): void {
    const [type, syncType] = message
    if (type === 1) return this.#hearAwareness(message)
    if (type !== 0) return
    const bytes = bytesAt(message, 2)
    if (syncType === 0) return this.sendMessage(encodeStep2(this.#held.missingFrom(bytes)))
    for (const span of spansOf(bytes)) this.#note(span)
    if (syncType !== 1) return
    this.synced = true
    this.onStep2?.(bytes)
  }

  #note({ author, from, to }: Span): void {
    if (this.#own.has(author)) return
    const known = this.#clocks.get(author) ?? 0
    if (from > known) this.gaps++
    if (to <= known) return
    this.#clocks.set(author, to)
    this.#awaited = this.#awaited.filter(each => {
      if (each.author !== author || each.clock > to) return true
      each.resolve(this.#heardAt)
      return false
    })
    if (this.onEdit !== undefined)
      for (let clock = Math.max(from, known); clock < to; clock++) this.onEdit(author, clock)
  }

  #hearAwareness(message: Uint8Array): void {
    if (this.onAwareness === undefined) return
    const entries = decoding.createDecoder(bytesAt(message, 1))
    for (let left = decoding.readVarUint(entries); left > 0; left--) {
      const author = decoding.readVarUint(entries)
      const clock = decoding.readVarUint(entries)
      const state = decoding.readVarUint(entries)
      entries.pos += state
      this.onAwareness(author, clock)
    }
  }

  #acknowledge(upTo: number): void {
    if (this.onAcknowledged !== undefined)
      for (let message = this.acknowledged + 1; message <= upTo; message++) this.onAcknowledged(message)
    this.acknowledged = upTo
  }
}

interface Awaited {
  readonly author: number
  readonly clock: number
  resolve(at: number): void
}

/** Bytes that are preceded by their length: what lib0 reads too, with one view made instead of three. */
function bytesAt(message: Uint8Array, at: number): Uint8Array {
  let length = 0
  let unit = 1
  for (;;) {
    const byte = message[at++] ?? 0
    length += (byte & 0x7f) * unit
    if (byte < 0x80) return message.subarray(at, at + length)
    unit *= 128
  }
}
