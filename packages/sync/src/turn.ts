import type * as Y from 'yjs'
import type { HelloMessage } from './extension-message.ts'
import type { UpdateRefusal } from './refusal.ts'
import type { Snapshot } from './room.ts'
import type { RoomSession } from './session.ts'
import type { Staged } from './staged.ts'

/** What waits for a room's next turn, in the order of its coming. */
export type Task =
  UpdateTask | EditTask | HelloTask | Question | GarbageTask | PresenceTask | { readonly task: 'catch-up' }

export interface UpdateTask {
  readonly task: 'update'
  readonly session: RoomSession
  /** The number of the frame among those of its connection that carry updates. */
  readonly frame: number
  /** A sync step 2: everything that the sender has and the room had not. */
  readonly complete: boolean
  readonly update: Uint8Array
}

/** A frame that says it carries an update and cannot be read. */
interface GarbageTask {
  readonly task: 'garbage'
  readonly session: RoomSession
  readonly frame: number
  readonly reason: string
}

export interface HelloTask {
  readonly task: 'hello'
  readonly session: RoomSession
  readonly hello: HelloMessage
}

/** What somebody says of itself before it is known whose each client id is. */
export interface PresenceTask {
  readonly task: 'presence'
  readonly session: RoomSession
  readonly entries: Uint8Array
  readonly isChanges?: boolean
}

export interface EditTask {
  readonly task: 'edit'
  readonly author: string
  run(doc: Y.Doc): void
  done(sequence: number): void
  reject(cause: unknown): void
}

/** Answered at the end of a turn, when the copy holds nothing that is not on disk. */
export type Question =
  | { readonly task: 'answer'; readonly session: RoomSession; readonly stateVector: Uint8Array }
  | { readonly task: 'look'; resolve(snapshot: Snapshot): void; reject(cause: unknown): void }

/** What a turn came to, before anybody has been told. */
export interface Turn {
  readonly staged: Staged<RoomSession>
  readonly settlements: Map<RoomSession, Settlement>
  readonly edits: EditTask[]
  readonly hellos: HelloTask[]
  readonly questions: Question[]
  /** Sessions that are to be asked for what they built on. */
  readonly gaps: Set<RoomSession>
  /** The log may hold rows that somebody else appended. */
  isBehind: boolean
}

export function newTurn(staged: Staged<RoomSession>): Turn {
  return { staged, settlements: new Map(), edits: [], hellos: [], questions: [], gaps: new Set(), isBehind: false }
}

/** What became of one session's frames in one turn. */
export class Settlement {
  /** All frames up to this one are settled. */
  frames = 0
  readonly kept: number[] = []
  readonly refusals: Refused[] = []
  /** Yjs client ids in the frames that were kept. */
  readonly clients = new Set<number>()

  keep(frame: number, clients: readonly number[]): void {
    this.frames = Math.max(this.frames, frame)
    this.kept.push(frame)
    for (const client of clients) this.clients.add(client)
  }

  refuse(frame: number, refusal: UpdateRefusal): void {
    this.frames = Math.max(this.frames, frame)
    this.refusals.push({ frame, refusal })
  }

  /** What was refused, frames that follow one another for the same reason together. */
  *refusedRuns(): Iterable<{ readonly frame: number; readonly frames: number; readonly refusal: UpdateRefusal }> {
    for (let i = 0; i < this.refusals.length;) {
      const { frame, refusal } = this.refusals[i] as Refused
      const from = i++
      while (this.refusals[i]?.refusal === refusal && this.refusals[i]?.frame === frame + i - from) i++
      yield { frame, frames: i - from, refusal }
    }
  }

  /** Nothing of the turn was kept after all. */
  refuseAll(refusal: UpdateRefusal): void {
    for (const frame of this.kept.splice(0)) this.refusals.push({ frame, refusal })
    this.refusals.sort((a, b) => a.frame - b.frame)
    this.clients.clear()
  }
}

interface Refused {
  readonly frame: number
  readonly refusal: UpdateRefusal
}

export function settlementOf(turn: Turn, session: RoomSession): Settlement {
  let settlement = turn.settlements.get(session)
  if (settlement === undefined) turn.settlements.set(session, (settlement = new Settlement()))
  return settlement
}

/** Ends a task that will not be taken. Of sessions' tasks the sessions are told by other means. */
export function rejectTask(task: Task, cause: unknown): void {
  if (task.task === 'edit' || task.task === 'look') task.reject(cause)
}
