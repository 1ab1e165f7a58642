import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  closeCodes,
  createPollChannels,
  decodePollRequest,
  encodePollAnswer,
  type Closed,
  type PollRequest,
  type Session,
  type Socket,
} from '@barycentre/sync'
import { authorOf, type Caller } from '../auth/caller.ts'
import { Problem, problemStatus } from '../http/problem.ts'
import { admit, type Admission } from './admit.ts'
import { Budgets } from './budget.ts'
import { storedName } from './document-path.ts'
import { endOf } from './end-of.ts'
import type { LivePorts } from './live.ts'
import { paceOf } from './pace.ts'
import { nodeTimers } from './timers.ts'

/** Sessions over plain requests, for networks that let no WebSocket through. */
export interface Poll {
  /** Answers a request's body with a body. Throws the problem of a request that is none. */
  answer(caller: Caller, headers: IncomingHttpHeaders, body: Uint8Array): Promise<Uint8Array>
  /** Rights have changed: whoever has lost theirs is closed with a named reason. */
  checkRights(): void
  readonly sessions: number
  close(): void
}

const lookEveryMs = 500
/** A request that brings more than its sender's share waits, but no longer than its sender does. */
const longestDelayMs = 10_000

export function openPoll({ records, rooms, publicUrl, limits, now, steady, reportFault }: LivePorts): Poll {
  const channels = createPollChannels({
    clock: steady,
    timers: nodeTimers,
    maxChannels: limits.maxConnectionsPerPerson,
  })
  const open = new Map<Session, Admission>()
  const budgets = new Budgets(limits.personRate)
  let rightsSeen = records.rightsVersion()

  const stopLooking = nodeTimers.every(lookEveryMs, () => {
    // The command line changes rights in the same file: one row is read to notice it.
    try {
      if (open.size > 0 && records.rightsVersion() !== rightsSeen) checkRights()
    } catch (error) {
      // The disk may be away for a moment; the next look comes in half a second.
      reportFault(error)
    }
  })

  return {
    async answer(caller, headers, body) {
      let request: PollRequest
      try {
        request = decodePollRequest(body)
      } catch (cause) {
        throw new Problem('invalid', { reason: cause instanceof Error ? cause.message : String(cause) })
      }
      const author = authorOf(caller)
      const wait = budgets.of(author, steady()).take(body.length, steady())
      if (wait > 0) await sleep(Math.min(wait, longestDelayMs))
      const join = (address: string, socket: Socket) => enter(address, headers, socket)
      return encodePollAnswer(await channels.handle({ id: author, join }, request))
    },
    checkRights,
    get sessions() {
      return open.size
    },
    close() {
      stopLooking()
      channels.close()
    },
  }

  /** The same door as for a WebSocket: who comes by requests may do what they may do otherwise. */
  function enter(url: string, headers: IncomingHttpHeaders, socket: Socket): Session | Closed {
    const admitted = admit({ records, publicUrl, now }, { url, headers })
    if (!admitted.ok) return { code: codeOf(admitted.error), reason: admitted.error.code }
    const admission = admitted.value
    const { address, access, caller, link } = admission
    const pace = paceOf(link, 0, Infinity)
    const session = rooms.join(storedName(address.workspaceId, address.document), untilClosed(socket), {
      author: authorOf(caller),
      access,
      ...(pace && { pace }),
    })
    open.set(session, admission)
    return {
      id: session.id,
      author: session.author,
      receive: frame => session.receive(frame),
      drained: () => session.drained(),
      leave() {
        open.delete(session)
        session.leave()
      },
      close: (code, reason) => session.close(code, reason),
    }

    function untilClosed(port: Socket): Socket {
      return {
        send: bytes => port.send(bytes),
        get bufferedAmount() {
          return port.bufferedAmount
        },
        close(code, reason) {
          open.delete(session)
          port.close(code, reason)
        },
      }
    }
  }

  function checkRights(): void {
    rightsSeen = records.rightsVersion()
    for (const [session, admission] of [...open]) {
      const end = endOf(records, admission, now())
      if (end !== undefined) session.close(end.code, end.reason)
    }
  }
}

function codeOf({ code }: Problem): number {
  switch (problemStatus[code]) {
    case 401:
      return closeCodes.unauthorised
    case 403:
      return closeCodes.forbidden
    case 404:
      return closeCodes.notFound
    default:
      return closeCodes.fault
  }
}
