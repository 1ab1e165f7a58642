import type { Clock } from '@barycentre/kit'
import {
  decodeExtension,
  encodeExtension,
  protocolVersion,
  type AccessMessage,
  type NewsMessage,
  type WelcomeMessage,
} from '../extension-message.ts'
import {
  decodeMessage,
  encodeAwareness,
  encodeStep2,
  encodeUpdate,
  firstExtensionType,
  isStep2Frame,
  isUpdateFrame,
  messageTypes,
} from '../message.ts'
import { presenceCapability } from '../presence-changes.ts'
import { isRefusalCode, type Access, type RefusalCode, type RefusalFacts } from '../refusal.ts'
import type { Place } from '../store.ts'
import type { Timers } from '../timers.ts'
import { joinUpdates } from '../join-updates.ts'
import { pieceBytes } from '../update/split-update.ts'
import { LinkPresence } from './link-presence.ts'
import { piecesOf, type UnsavedPiece } from './unsaved.ts'
import { Upward } from './upward.ts'

/** What the link sees of a connection. Numbers of frames start at 1 with each connection. */
export type LinkFact =
  | { readonly fact: 'opened' }
  | { readonly fact: 'welcomed'; readonly access: Access; readonly session: string; readonly serverTime: number }
  | SentFact
  | {
      readonly fact: 'saved'
      readonly frames: number
      readonly at: number
      readonly sequence: number
      readonly clocks: ReadonlyMap<number, number>
    }
  | {
      readonly fact: 'refused'
      readonly code: RefusalCode
      readonly facts: RefusalFacts
      readonly frame: number
      readonly frames: number
    }
  /** What one may do has changed while one was here. */
  | { readonly fact: 'access'; readonly access: Access }
  /** The document now holds everything up to this place of the server's log. */
  | { readonly fact: 'reached'; readonly place: Place }
  /** Something arrived, whatever it was. */
  | { readonly fact: 'heard'; readonly at: number }
  | { readonly fact: 'closed'; readonly code: number; readonly reason: string }

/** The update-carrying frame of this number is on its way up, or stands in line behind others. */
export interface SentFact {
  readonly fact: 'sent'
  readonly frame: number
  /** With it begins all that the server lacks. */
  readonly complete: boolean
  /** How many of the local updates made so far are whole only with what comes behind it; absent: none; Infinity: all. */
  readonly left?: number
}

export interface LinkPorts {
  readonly WebSocket: WebSocketConstructor
  readonly clock: Clock
  /** The layout version that this client knows. */
  readonly schema: string
  /** The Yjs client id under which this client writes. */
  readonly client?: number
  /** On a poor line: what is written within so much time goes up in one frame, and of presence only who is there. */
  readonly gathering?: Gathering
  /** Where to go on from, if that is known: asked with each connection, and again when the server has agreed. */
  resumption?(): Resumption | undefined
  onFact(fact: LinkFact): void
}

export interface Gathering {
  readonly timers: Timers
  readonly clock: Clock
  /** Milliseconds; 0: everything goes at once. Asked each time. */
  forNow(): number
}

export interface Resumption {
  /** Everything up to here is held. */
  readonly place: Place
  /** All that was made here and is not known to be saved, in the order of its making. */
  readonly unsaved: readonly UnsavedPiece[]
}

/** What a WebSocket of a browser, of Node and of `ws` have in common. */
export interface WebSocketLike {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  onopen: ((event: never) => void) | null
  onmessage: ((event: never) => void) | null
  onerror: ((event: never) => void) | null
  onclose: ((event: never) => void) | null
  send(data: never): void
  close(code?: number, reason?: string): void
}

export type WebSocketConstructor = new (url: string, protocols?: string[]) => WebSocketLike

/** A WebSocket-shaped class, to be given to `WebsocketProvider` as its `WebSocketPolyfill`. */
export type LinkConstructor = new (url: string, protocols?: string[]) => LinkSocket

interface LinkSocket {
  binaryType: string
  readonly readyState: number
  readonly bufferedAmount: number
  readonly OPEN: number
  onopen: ((event: unknown) => void) | null
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null
  onerror: ((event: unknown) => void) | null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null
  send(data: Uint8Array | ArrayBuffer): void
  close(code?: number, reason?: string): void
}

/**
 * Makes the class for one document. Each instance is one connection: it says hello before anything else, keeps our own
 * messages from the provider (which would print an error), counts the frames that carry updates, and tells facts. Where
 * it is known up to which place of the server's log the document holds everything, it goes on from there: what was
 * missed comes down, what was made goes up, and the provider's exchange of states is left out.
 */
export function createLink(ports: LinkPorts): LinkConstructor {
  const { WebSocket, clock, schema, client = 0, gathering, resumption, onFact } = ports

  function tellReached({ sequence, chain }: Place): void {
    if (sequence > 0 && chain > 0) onFact({ fact: 'reached', place: { sequence, chain } })
  }

  return class Link implements LinkSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3

    onopen: LinkSocket['onopen'] = null
    onmessage: LinkSocket['onmessage'] = null
    onerror: LinkSocket['onerror'] = null
    onclose: LinkSocket['onclose'] = null
    readonly #socket: WebSocketLike
    readonly #upward = new Upward(frame => this.#transmit(frame))
    /** Milliseconds by which the server's clock was ahead of ours when it last told its time. */
    #serverAhead = 0
    #closed = false
    /** What the provider wants to say about states, until it is known whether that is needed. */
    #held: Uint8Array[] | undefined
    /** Updates that wait for others to go with them. */
    #gathered: Uint8Array[] = []
    #undoGathering: (() => void) | undefined
    #presence = new LinkPresence(client, gathering)

    constructor(url: string, protocols: string[] = []) {
      this.#socket = new WebSocket(url, protocols)
      this.#socket.binaryType = 'arraybuffer'
      this.#socket.onopen = (event: unknown) => this.#opened(event)
      this.#socket.onmessage = (event: { readonly data: ArrayBuffer }) => this.#received(event)
      this.#socket.onerror = (event: unknown) => this.onerror?.(event)
      this.#socket.onclose = (event: { readonly code: number; readonly reason: string }) => {
        this.#finish(event.code, event.reason)
      }
    }

    get binaryType(): string {
      return 'arraybuffer'
    }

    /** The provider always asks for `arraybuffer`; nothing else is read here. */
    set binaryType(_type: string) {}

    get readyState(): number {
      return this.#socket.readyState
    }

    get bufferedAmount(): number {
      return this.#socket.bufferedAmount
    }

    send(data: Uint8Array | ArrayBuffer): void {
      const frame = data instanceof Uint8Array ? data : new Uint8Array(data)
      if (this.#held !== undefined && frame[0] === messageTypes.sync) this.#held.push(frame)
      else if (frame[0] === messageTypes.awareness && client > 0) this.#announce(frame)
      else this.#transmitInOrder(frame)
    }

    /** Is over at once: over a dead network the socket's own `close` event comes minutes later, or never. */
    close(code = 1000, reason = ''): void {
      if (this.#closed) return
      this.#socket.close(code, reason)
      this.#finish(code, reason)
    }

    #opened(event: unknown): void {
      if (this.#closed) return
      onFact({ fact: 'opened' })
      const { sequence, chain } = resumption?.()?.place ?? { sequence: 0, chain: 0 }
      if (sequence > 0) this.#held = []
      this.#presence = new LinkPresence(client, gathering)
      this.#transmit(
        encodeExtension({
          kind: 'hello',
          protocol: protocolVersion,
          schema,
          capabilities: [presenceCapability],
          client,
          sequence,
          chain,
        }),
      )
      this.onopen?.(event)
    }

    #received(event: { readonly data: ArrayBuffer }): void {
      if (this.#closed) return
      onFact({ fact: 'heard', at: clock() })
      const frame = new Uint8Array(event.data)
      if ((frame[0] ?? 0) >= firstExtensionType) this.#tell(frame)
      else this.onmessage?.(event)
    }

    #tell(frame: Uint8Array): void {
      const message = decodeExtension(frame)
      switch (message?.kind) {
        case 'welcome':
          onFact({
            fact: 'welcomed',
            access: accessOf(message),
            session: message.session,
            serverTime: this.#timeOf(message.serverTime),
          })
          this.#upward.isAnswered = true
          this.#presence.serverTakesChanges = message.capabilities.includes(presenceCapability)
          return message.resumed === 1 ? this.#goOn() : this.#exchangeStates()
        case 'saved':
          onFact({
            fact: 'saved',
            frames: message.frames,
            at: this.#timeOf(message.serverTime),
            sequence: message.sequence,
            clocks: message.clocks,
          })
          this.#upward.settled(message.frames)
          return tellReached(message)
        case 'news':
          return this.#hearNews(message)
        case 'presence': {
          const entries = this.#presence.entriesOf(message.changes)
          return entries === undefined ? undefined : this.#deliver(encodeAwareness(entries))
        }
        case 'access':
          return onFact({ fact: 'access', access: accessOf(message) })
        case 'refused':
          return onFact({
            fact: 'refused',
            code: knownCode(message.code),
            facts: message.facts,
            frame: message.frame,
            frames: message.frames,
          })
        case 'hello':
        case undefined:
          // A message of a newer server, which promised to do without our understanding it.
          return
      }
    }

    /** The server's time; 0: counted on from what it told before. */
    #timeOf(told: number): number {
      if (told > 0) this.#serverAhead = told - clock()
      return clock() + this.#serverAhead
    }

    /** The server sends what was missed; it needs what was made, and the provider to know that this is all. */
    #goOn(): void {
      this.#held = undefined
      this.#deliver(encodeStep2(noUpdate))
      // Sent also where nothing was made: its acknowledgement says that all is saved.
      const unsaved = resumption?.()?.unsaved ?? piecesOf(noUpdate)
      this.#sendPieces(unsaved, { encode: encodeUpdate, complete: true })
    }

    #exchangeStates(): void {
      const held = this.#held ?? []
      this.#held = undefined
      for (const frame of held) this.send(frame)
    }

    #hearNews({ update, sequence, chain }: NewsMessage): void {
      if (update.length > 0) this.#deliver(encodeUpdate(update))
      tellReached({ sequence, chain })
    }

    /** Of what the provider says of everybody, what is new of oneself. */
    #announce(frame: Uint8Array): void {
      const announcement = this.#presence.announcement(frame)
      if (announcement !== undefined) this.#transmit(announcement)
    }

    #deliver(frame: Uint8Array): void {
      this.onmessage?.({ data: frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.length) as ArrayBuffer })
    }

    /** Updates are gathered while that is wanted; whatever else is said of the document comes behind them. */
    #transmitInOrder(frame: Uint8Array): void {
      const wait = gathering?.forNow() ?? 0
      const isStep2 = isStep2Frame(frame)
      const message = wait > 0 && isUpdateFrame(frame) && !isStep2 ? decodeMessage(frame) : undefined
      if (message?.kind === 'update') {
        this.#gathered.push(message.update.slice())
        this.#undoGathering ??= gathering?.timers.after(wait, () => this.#sendGathered())
        return
      }
      if (frame[0] === messageTypes.sync) this.#sendGathered()
      if (!isUpdateFrame(frame)) return this.#transmit(frame)
      if (frame.length <= pieceBytes) return this.#sendCounted(frame, { complete: isStep2, left: 0 })
      this.#sendLong(frame)
    }

    #sendGathered(): void {
      this.#undoGathering?.()
      this.#undoGathering = undefined
      const updates = this.#gathered
      this.#gathered = []
      if (updates.length === 0 || this.#closed) return
      this.#sendPieces(piecesOf(joinUpdates(updates)), { encode: encodeUpdate, complete: false })
    }

    /** Each piece of a state goes as one, by which the server knows that it need not ask for what a piece may lack. */
    #sendLong(frame: Uint8Array): void {
      const message = decodeMessage(frame)
      if (message.kind === 'step-2') this.#sendPieces(piecesOf(message.update), { encode: encodeStep2, complete: true })
      else if (message.kind === 'update')
        this.#sendPieces(piecesOf(message.update), { encode: encodeUpdate, complete: false })
    }

    /** `complete`: with the first begins all that the server lacks, and the others follow on it. */
    #sendPieces(
      pieces: readonly UnsavedPiece[],
      { encode, complete }: { encode(update: Uint8Array): Uint8Array; readonly complete: boolean },
    ): void {
      for (const [i, { update, left }] of pieces.entries())
        this.#sendCounted(encode(update), { complete: complete && i === 0, left })
    }

    #sendCounted(frame: Uint8Array, { complete, left }: { readonly complete: boolean; readonly left: number }): void {
      const number = this.#upward.push(frame)
      onFact({ fact: 'sent', frame: number, complete, ...(left > 0 && { left }) })
    }

    #finish(code: number, reason: string): void {
      if (this.#closed) return
      this.#closed = true
      this.#upward.close()
      onFact({ fact: 'closed', code, reason })
      this.onclose?.({ code, reason })
    }

    #transmit(frame: Uint8Array): void {
      // The port's `send` takes whatever its own environment takes; bytes are among it everywhere.
      this.#socket.send(frame as never)
    }
  }
}

/** An update of nothing. */
const noUpdate = Uint8Array.of(0, 0)

function accessOf(message: WelcomeMessage | AccessMessage): Access {
  if (message.write === 1) return { write: true }
  return { write: false, code: knownCode(message.code), facts: message.facts }
}

/** A code of a newer server means at least this: it may not be written. */
function knownCode(code: string): RefusalCode {
  return isRefusalCode(code) ? code : 'read-only'
}
