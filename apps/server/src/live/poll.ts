import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createPollChannels,
  decodePollRequest,
  encodePollAnswer,
  type PollRequest,
  type Session,
  type Socket,
} from '@barycentre/sync'
import { authorOf, type Caller } from '../auth/caller.ts'
import { Problem } from '../http/problem.ts'
import { Entrance, type Entered } from './entrance.ts'
import type { LivePorts } from './live.ts'
import { roomOf } from './shares.ts'
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

export function openPoll(ports: LivePorts): Poll {
  const { records, limits, shares, steady, reportFault } = ports
  const channels = createPollChannels({
    clock: steady,
    timers: nodeTimers,
    random: Math.random,
    maxChannels: limits.maxConnectionsPerPerson,
  })
  const entrance = new Entrance(ports, {
    findObstacle: admission => shares.findObstacle(admission.caller, admission),
    entered(admission) {
      shares.addPerson(authorOf(admission.caller))
      shares.addRoom(roomOf(admission))
    },
    left(admission) {
      shares.removePerson(authorOf(admission.caller))
      shares.removeRoom(roomOf(admission))
    },
  })
  /** How long the documents ask each to wait for what it has brought; it is waited before the answer, milliseconds. */
  const owed = new Map<string, number>()
  let rightsSeen = records.rightsVersion()

  const stopLooking = nodeTimers.every(lookEveryMs, () => {
    // The command line changes rights in the same file: one row is read to notice it.
    try {
      if (entrance.sessions > 0 && records.rightsVersion() !== rightsSeen) checkRights()
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
      await delay(shares.personBudget(author).take(body.length, steady()))
      const join = (address: string, socket: Socket) => {
        const entered = entrance.enter(address, headers, socket)
        return 'code' in entered ? entered : sharing(entered, author)
      }
      const answer = await channels.handle({ id: author, join }, request)
      const wait = owed.get(author) ?? 0
      owed.delete(author)
      await delay(wait)
      return encodePollAnswer(answer)
    },
    checkRights,
    get sessions() {
      return entrance.sessions
    },
    close() {
      stopLooking()
      channels.close()
    },
  }

  /** The same session, that notes what its document asks to be waited. */
  function sharing({ session, admission }: Entered, author: string): Session {
    const budget = shares.roomBudget(roomOf(admission))
    return {
      id: session.id,
      author: session.author,
      receive(frame) {
        owed.set(author, Math.max(owed.get(author) ?? 0, budget.take(frame.length, steady())))
        session.receive(frame)
      },
      drained: () => session.drained(),
      leave: () => session.leave(),
      close: (code, reason) => session.close(code, reason),
    }
  }

  function checkRights(): void {
    rightsSeen = records.rightsVersion()
    entrance.checkRights()
  }
}

async function delay(wait: number): Promise<void> {
  if (wait > 0) await sleep(Math.min(wait, longestDelayMs))
}
