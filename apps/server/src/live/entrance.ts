import type { IncomingHttpHeaders } from 'node:http'
import type { Closed, Session, Socket } from '@barycentre/sync'
import { authorOf } from '../auth/caller.ts'
import type { Problem } from '../http/problem.ts'
import { admit, type Admission } from './admit.ts'
import { closedBy } from './close-code-of.ts'
import { storedName } from './document-path.ts'
import { endOf } from './end-of.ts'
import type { LivePorts } from './live.ts'
import { paceOf } from './pace.ts'

export interface EntranceEvents {
  /** Why somebody whom the rights let in is not let in now. */
  findObstacle?(admission: Admission): Problem | undefined
  entered?(admission: Admission): void
  left?(admission: Admission): void
}

/** A session, and as whom it was let in. */
export interface Entered {
  readonly session: Session
  readonly admission: Admission
}

/** Lets channels in by the same door as WebSockets of their own: who shares a carrier may do what they may do otherwise. */
export class Entrance {
  readonly #ports: LivePorts
  readonly #events: EntranceEvents
  readonly #admissions = new Map<Session, Admission>()

  constructor(ports: LivePorts, events: EntranceEvents = {}) {
    this.#ports = ports
    this.#events = events
  }

  get sessions(): number {
    return this.#admissions.size
  }

  /** `headers`: those of whatever carries the channel, which say who it is. */
  enter(url: string, headers: IncomingHttpHeaders, socket: Socket): Entered | Closed {
    const { records, rooms, publicUrl, now } = this.#ports
    const admitted = admit({ records, publicUrl, now }, { url, headers })
    if (!admitted.ok) return closedBy(admitted.error)
    const admission = admitted.value
    const obstacle = this.#events.findObstacle?.(admission)
    if (obstacle !== undefined) return closedBy(obstacle)
    const { address, access, caller, link } = admission
    const pace = paceOf(link, 0, Infinity)
    const inRoom = rooms.join(
      storedName(address.workspaceId, address.document),
      closing(socket, () => this.#left(inRoom)),
      { author: authorOf(caller), access, ...(pace && { pace }) },
    )
    this.#admissions.set(inRoom, admission)
    this.#events.entered?.(admission)
    const session: Session = {
      id: inRoom.id,
      author: inRoom.author,
      receive: frame => inRoom.receive(frame),
      drained: () => inRoom.drained(),
      leave: () => {
        inRoom.leave()
        this.#left(inRoom)
      },
      close: (code, reason) => inRoom.close(code, reason),
    }
    return { session, admission }
  }

  checkRights(): void {
    const { records, now } = this.#ports
    for (const [session, admission] of [...this.#admissions]) {
      const end = endOf(records, admission, now())
      if (end !== undefined) session.close(end.code, end.reason)
    }
  }

  #left(session: Session): void {
    const admission = this.#admissions.get(session)
    if (admission === undefined) return
    this.#admissions.delete(session)
    this.#events.left?.(admission)
  }
}

function closing(socket: Socket, onClose: () => void): Socket {
  return {
    send: bytes => socket.send(bytes),
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    close(code, reason) {
      onClose()
      socket.close(code, reason)
    },
  }
}
