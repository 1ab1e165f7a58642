import type * as Y from 'yjs'
import { closeCodes } from './close-code.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { Room, type Edited, type RoomPorts, type Snapshot } from './room.ts'
import type { Newcomer, Session } from './session.ts'
import type { Socket } from './socket.ts'
import { StorageWatch } from './storage-watch.ts'
import type { DocumentName } from './store.ts'
import type { Timers } from './timers.ts'
import { foldUpdate } from './update/fold-update.ts'

export type { Edited, Fault, Snapshot } from './room.ts'

/** `report` is told what nobody in a room can mend: for the log. */
export interface RoomsPorts extends Omit<RoomPorts, 'storage' | 'limits' | 'fold' | 'steady' | 'turnBegins'> {
  /** Absent: the clock is one that nobody sets. */
  readonly steady?: RoomPorts['steady']
  readonly limits?: Partial<Limits>
  /** Where folding would hold up others, somewhere else: a worker that calls `foldUpdate`. */
  readonly fold?: RoomPorts['fold']
}

/** All documents of a server that somebody is in, or was in a moment ago. */
export interface Rooms {
  /** Lets a connection in. What it may do was decided before; when that changes, close it and let it come again. */
  join(document: DocumentName, socket: Socket, newcomer: Newcomer): Session
  /**
   * A write by the server itself, through the same door: resolves when it is on disk, and everybody who is there has
   * been sent it. `edit` works on a second copy, in one transaction; if it throws, nothing has happened.
   */
  edit<T>(document: DocumentName, author: string, edit: (doc: Y.Doc) => T): Promise<Edited<T>>
  /** The document as it is on disk, with all that was accepted before this call. */
  snapshot(document: DocumentName): Promise<Snapshot>
  readonly counts: { readonly rooms: number; readonly sessions: number }
  /** Why nothing is being kept, if nothing is. */
  readonly storageFailure: unknown
  /** Lets nobody in any more, settles what has arrived, and closes every session. The store stays open. */
  close(): Promise<void>
}

export function createRooms(ports: RoomsPorts): Rooms {
  const { store, clock, steady = clock, timers } = ports
  const storage = new StorageWatch(store, timers)
  const roomPorts: RoomPorts = {
    ...ports,
    steady,
    storage,
    limits: { ...defaultLimits, ...ports.limits },
    fold: ports.fold ?? (async update => foldUpdate(update)),
    turnBegins: together(timers),
  }
  const open = new Map<DocumentName, { readonly room: Room; idleSince: number | undefined }>()
  const leaving = new Set<Promise<void>>()
  let closed = false

  function roomOf(document: DocumentName): Room {
    if (closed) throw new Error('The rooms are closed')
    const known = open.get(document)
    if (known !== undefined) {
      known.idleSince = undefined
      return known.room
    }
    const room = new Room(document, roomPorts, () => {
      if (open.get(document)?.room === room) open.delete(document)
    })
    open.set(document, { room, idleSince: undefined })
    return room
  }

  function closeRoom(document: DocumentName, room: Room): void {
    open.delete(document)
    const gone = room.close(closeCodes.goingAway, 'going-away').finally(() => leaving.delete(gone))
    leaving.add(gone)
  }

  const stopSweeping = timers.every(sweepEvery, () => {
    const now = steady()
    for (const [document, entry] of [...open]) {
      entry.room.sweep(now - longestSilence, now - longestAbsence)
      if (!entry.room.isIdle) entry.idleSince = undefined
      else if (entry.idleSince === undefined) entry.idleSince = now
      else if (now - entry.idleSince >= longestIdle) closeRoom(document, entry.room)
    }
  })
  const stopListening = store.onForeignAppend(document => open.get(document)?.room.catchUp())

  return {
    join: (document, socket, newcomer) => roomOf(document).join(socket, newcomer),
    edit: async (document, author, edit) => roomOf(document).edit(author, edit),
    snapshot: async document => roomOf(document).snapshot(),
    get counts() {
      let sessions = 0
      for (const { room } of open.values()) sessions += room.sessions.size
      return { rooms: open.size, sessions }
    },
    get storageFailure() {
      return storage.isFailing ? (storage.failure ?? 'unknown') : undefined
    },
    async close() {
      closed = true
      stopSweeping()
      stopListening()
      storage.close()
      for (const [document, { room }] of [...open]) closeRoom(document, room)
      await Promise.all(leaving)
    },
  }
}

/** One moment for all who ask before it comes: rooms that begin their turns together are kept in one commit. */
function together(timers: Timers): () => Promise<void> {
  let next: Promise<void> | undefined
  return () =>
    (next ??= new Promise(resolve => {
      timers.soon(() => {
        next = undefined
        resolve()
      })
    }))
}

// In milliseconds. A stock provider gives up after 30 s without a message, and forgets a presence after 30 s as well.
const sweepEvery = 5_000
const longestSilence = 8_000
const longestAbsence = 35_000
const longestIdle = 15_000
