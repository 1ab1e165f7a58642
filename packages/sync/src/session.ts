import type { Clock } from '@barycentre/kit'
import { encodeExtension, type ExtensionMessage } from './extension-message.ts'
import { encodeDenied } from './message.ts'
import type { Access, RefusalCode, UpdateRefusal } from './refusal.ts'
import type { Socket } from './socket.ts'

/** Who comes, as whoever lets them in knows it. */
export interface Newcomer {
  /** Stands in the log beside everything that this session writes. The same for all connections of a person. */
  readonly author: string
  readonly access: Access
}

/** One connection to one document. */
export interface Session {
  readonly id: string
  readonly author: string
  /** A whole message has arrived. May be called at once: what comes before the room is loaded waits. */
  receive(frame: Uint8Array): void
  /** The connection is gone. */
  leave(): void
  /** Ends the connection and says why. */
  close(code: number, reason: string): void
}

/** What the room does with its sessions' calls. */
export interface SessionRoom {
  receive(session: RoomSession, frame: Uint8Array): void
  leave(session: RoomSession): void
  socketFailed(session: RoomSession, cause: unknown): void
}

/** A session as its room sees it: the bookkeeping of one connection. */
export class RoomSession implements Session {
  readonly id: string
  readonly author: string
  readonly access: Access
  /** Sessions of a room are numbered as they come. */
  readonly number: number
  /** Has said hello, and so understands our own messages. */
  isExtended = false
  /** Has the whole document, and is sent what follows. */
  isFollowing = false
  /** Has been asked for what the room lacks, and has not answered yet. */
  isAsked = false
  /** Update-carrying frames that have come in. */
  framesReceived = 0
  lastSentAt: number
  readonly #socket: Socket
  readonly #room: SessionRoom
  readonly #clock: Clock
  readonly #told = new Set<RefusalCode>()
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
    this.#socket = socket
    this.#room = room
    this.#clock = clock
    this.lastSentAt = clock()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  receive(frame: Uint8Array): void {
    if (this.#isOpen) this.#room.receive(this, frame)
  }

  leave(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
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

  tell(message: ExtensionMessage): void {
    if (this.isExtended) this.send(encodeExtension(message))
  }

  /** A stock client hears each reason once, in the one form it knows, and nothing of gaps: it is asked again anyway. */
  refuse(refusal: UpdateRefusal, frame: number): void {
    if (this.isExtended)
      return this.tell({ kind: 'refused', code: refusal.code, facts: refusal.facts, frame, frames: 1 })
    if (refusal.code === 'gap' || this.#told.has(refusal.code)) return
    this.#told.add(refusal.code)
    this.send(encodeDenied(refusal.code))
  }
}
