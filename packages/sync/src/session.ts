import type { Clock } from '@barycentre/kit'
import { encodeExtension, type ExtensionMessage } from './extension-message.ts'
import { encodeDenied } from './message.ts'
import type { Access, RefusalCode, UpdateRefusal } from './refusal.ts'
import type { Socket } from './socket.ts'
import type { Place } from './store.ts'

/** Who comes, as whoever lets them in knows it. */
export interface Newcomer {
  /** Stands in the log beside everything that this session writes. The same for all connections of a person. */
  readonly author: string
  readonly access: Access
  /** How its line wants to be used; absent: as a good one. */
  readonly pace?: Pace
}

/** What makes a poor line bearable. */
export interface Pace {
  /** A state goes in pieces of about so many bytes, each sent when the one before is gone. */
  readonly pieceBytes: number
  /** What others write is sent at most this often, joined. Milliseconds; 0: at once. */
  readonly newsEvery: number
}

/** One connection to one document. */
export interface Session {
  readonly id: string
  readonly author: string
  /** A whole message has arrived. May be called at once: what comes before the room is loaded waits. */
  receive(frame: Uint8Array): void
  /** The peer has taken what waited at the socket. */
  drained(): void
  /** The connection is gone. */
  leave(): void
  /** Ends the connection and says why. */
  close(code: number, reason: string): void
}

/** What the room does with its sessions' calls. */
export interface SessionRoom {
  receive(session: RoomSession, frame: Uint8Array): void
  drained(session: RoomSession): void
  leave(session: RoomSession): void
  socketFailed(session: RoomSession, cause: unknown): void
}

/** A session as its room sees it: the bookkeeping of one connection. */
export class RoomSession implements Session {
  readonly id: string
  readonly author: string
  readonly access: Access
  readonly pace: Pace | undefined
  /** Sessions of a room are numbered as they come. */
  readonly number: number
  /** Has said hello, and so understands our own messages. */
  isExtended = false
  /** Can be told of presence by what has changed. */
  takesChanges = false
  /** Has been given what there was, and told who is here. */
  isWelcomed = false
  /** Has not been told of some change of presence. */
  missesPresence = false
  /** Has been asked for its state and told who is here, or needed neither. */
  isGreeted = false
  /** Has been asked for what the room lacks, and has not answered yet. */
  isAsked = false
  /** Update-carrying frames that have come in. */
  framesReceived = 0
  lastSentAt: number
  readonly feed: Feed = {
    isFollowing: false,
    isBehind: false,
    isReading: false,
    notBefore: 0,
    upTo: 0,
    missed: 0,
    frames: [],
  }
  readonly #socket: Socket
  readonly #room: SessionRoom
  readonly #clock: Clock
  readonly #told = new Set<RefusalCode>()
  #placeToldAt = -Infinity
  #isOpen = true

  constructor(
    id: string,
    number: number,
    newcomer: Newcomer,
    { socket, room, clock }: { readonly socket: Socket; readonly room: SessionRoom; readonly clock: Clock },
  ) {
    this.id = id
    this.number = number
    this.author = newcomer.author
    this.access = newcomer.access
    this.pace = newcomer.pace
    this.#socket = socket
    this.#room = room
    this.#clock = clock
    this.lastSentAt = clock()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Bytes that the peer has not taken yet. */
  get waiting(): number {
    return this.#socket.bufferedAmount
  }

  receive(frame: Uint8Array): void {
    if (this.#isOpen) this.#room.receive(this, frame)
  }

  drained(): void {
    if (this.#isOpen) this.#room.drained(this)
  }

  leave(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.feed.frames.length = 0
    this.#room.leave(this)
  }

  close(code: number, reason: string): void {
    if (!this.#isOpen) return
    this.leave()
    try {
      this.#socket.close(code, reason)
    } catch (cause) {
      this.#room.socketFailed(this, cause)
    }
  }

  send(frame: Uint8Array): void {
    if (!this.#isOpen) return
    this.lastSentAt = this.#clock()
    try {
      this.#socket.send(frame)
    } catch (cause) {
      // One broken socket must not keep the others from hearing.
      this.#room.socketFailed(this, cause)
      this.leave()
    }
  }

  /**
   * The place to tell this session beside something else. On a good line always; on others, where its bytes would be most
   * of a message, now and then: who comes back from an older place is sent a few rows again.
   */
  placeToTell(place: Place): Place {
    // What waits to be sent may never arrive, and who goes on from a place is not sent what lies before it.
    if (this.feed.upTo !== place.sequence || this.feed.frames.length > 0) return nowhere
    if (this.pace === undefined) return place
    const now = this.#clock()
    if (now - this.#placeToldAt < placeEvery) return nowhere
    this.#placeToldAt = now
    return place
  }

  tell(message: ExtensionMessage): void {
    if (this.isExtended) this.send(encodeExtension(message))
  }

  /**
   * Tells of as many frames, from this one on. A stock client hears each reason once, in the one form it knows, and
   * nothing of gaps: it is asked again anyway.
   */
  refuse(refusal: UpdateRefusal, frame: number, frames = 1): void {
    if (this.isExtended) return this.tell({ kind: 'refused', code: refusal.code, facts: refusal.facts, frame, frames })
    if (refusal.code === 'gap' || this.#told.has(refusal.code)) return
    this.#told.add(refusal.code)
    this.send(encodeDenied(refusal.code))
  }
}

const nowhere: Place = { sequence: 0, chain: 0 }

/** Milliseconds between two places told to a session on a line that is not good. */
const placeEvery = 5_000

/** How far a session has been sent the document. */
export interface Feed {
  /** Is sent what comes. Before that, it has not asked for what there is. */
  isFollowing: boolean
  /** Its socket is full, or it is still being given what there was: what comes meanwhile it is sent later, in one. */
  isBehind: boolean
  /** Rows for it are being read from the log. */
  isReading: boolean
  /** On a poor line: the time of the next news. */
  notBefore: number
  /** The sequence up to which it has been sent everything. */
  upTo: number
  /** Bytes of rows that have come since it fell behind. */
  missed: number
  /** What it is to be sent next: the pieces of a state. */
  readonly frames: Uint8Array[]
  /** Has asked for the state once more, having this; answered when there is room. */
  question?: Uint8Array | undefined
}
