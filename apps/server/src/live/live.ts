import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, type Rooms, type Session } from '@barycentre/sync'
import { WebSocketServer, type WebSocket } from 'ws'
import { authorOf, findActor, isStillValid, type Caller } from '../auth/caller.ts'
import { describeProblem, Problem } from '../http/problem.ts'
import type { Records } from '../records.ts'
import { admit, tokenProtocolPrefix, type Admission } from './admit.ts'
import { storedName } from './document-path.ts'

export interface LivePorts {
  readonly records: Records
  readonly rooms: Rooms
  readonly publicUrl: string | undefined
  readonly now: () => number
  readonly reportFault: (error: unknown) => void
}

/** The live connections: who is let in, who must go, and how all of it ends. */
export interface Live {
  /** Answers every upgrade of the server; it must be the only listener. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Rights have changed: whoever has lost theirs is closed with a named reason, and comes back through the one door. */
  checkRights(): void
  counts(): { readonly open: number; readonly sessions: number }
  /** Lets nobody in any more, settles what has arrived, and tells everybody to come again. */
  drain(): Promise<void>
}

/** One message: the largest single update that is taken. */
const maxMessageBytes = 16 * 1024 * 1024
const maxConnections = 10_000
const pingEveryMs = 25_000
const checkRightsEveryMs = 500
const drainGraceMs = 2_000

interface Connection {
  readonly socket: WebSocket
  readonly session: Session
  readonly admission: Admission
  hasAnswered: boolean
}

export function openLive({ records, rooms, publicUrl, now, reportFault }: LivePorts): Live {
  const connections = new Set<Connection>()
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    clientTracking: false,
    // Answers with the one that carried the token: browsers drop a connection that answers with none of theirs.
    handleProtocols: offered => [...offered].find(name => name.startsWith(tokenProtocolPrefix)) ?? false,
  })
  let isDraining = false
  let rightsSeen = records.rightsVersion()

  const pings = setInterval(() => connections.forEach(ping), pingEveryMs).unref()
  // The command line changes rights in the same file: one row is read to notice it.
  const checks = setInterval(() => {
    try {
      if (connections.size > 0 && records.rightsVersion() !== rightsSeen) checkRights()
    } catch (error) {
      // The disk may be away for a moment; the next look comes in half a second.
      reportFault(error)
    }
  }, checkRightsEveryMs).unref()

  return { upgrade, checkRights, counts, drain }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A peer that goes away during the handshake is no fault of anybody's.
    const ignore = () => socket.destroy()
    socket.on('error', ignore)
    try {
      const admission = decide(request)
      wss.handleUpgrade(request, socket, head, opened => {
        socket.off('error', ignore)
        join(opened, admission)
      })
    } catch (error) {
      // Nobody above catches for an event: what is thrown here would end the process.
      answerWith(error, socket)
    }
  }

  /** Throws the problem where nobody is let in. */
  function decide(request: IncomingMessage): Admission {
    if (isDraining) throw new Problem('going-away')
    if (connections.size >= maxConnections) throw new Problem('too-many-connections')
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new Problem('not-found')
    const admitted = admit({ records, publicUrl, now }, { url: request.url ?? '/', headers: request.headers })
    if (!admitted.ok) throw admitted.error
    return admitted.value
  }

  function join(socket: WebSocket, admission: Admission): void {
    // First of all: an error event without a listener would end the process. What follows is the event "close", after
    // ws itself has said why (a frame beyond the limit, a broken one, a lost connection).
    socket.on('error', () => {})
    socket.binaryType = 'nodebuffer'
    const { caller, access, address } = admission
    const newcomer = { author: authorOf(caller), access }
    const session = rooms.join(storedName(address.workspaceId, address.document), portOf(socket), newcomer)
    const connection: Connection = { socket, session, admission, hasAnswered: true }
    connections.add(connection)
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) session.receive(data)
      else session.close(closeCodes.malformed, 'malformed')
    })
    socket.on('pong', () => (connection.hasAnswered = true))
    socket.on('close', () => {
      connections.delete(connection)
      session.leave()
    })
  }

  function checkRights(): void {
    rightsSeen = records.rightsVersion()
    for (const { session, admission } of [...connections]) {
      const end = endOf(records, admission, now())
      if (end !== undefined) session.close(end.code, end.reason)
    }
  }

  function counts() {
    return { open: rooms.counts.rooms, sessions: connections.size }
  }

  async function drain(): Promise<void> {
    isDraining = true
    clearInterval(pings)
    clearInterval(checks)
    await rooms.close()
    await allClosed()
  }

  /** Half-open connections never say goodbye: the second ping without an answer ends them. */
  function ping(connection: Connection): void {
    if (!connection.hasAnswered) return connection.socket.terminate()
    connection.hasAnswered = false
    connection.socket.ping()
  }

  async function allClosed(): Promise<void> {
    const closing = [...connections].map(({ socket }) => new Promise(resolve => socket.once('close', resolve)))
    let timer: NodeJS.Timeout | undefined
    const grace = new Promise(resolve => (timer = setTimeout(resolve, drainGraceMs)))
    await Promise.race([Promise.all(closing), grace])
    clearTimeout(timer)
    for (const { socket } of connections) socket.terminate()
  }

  /** The whole answer of a refused upgrade: status line, the problem, and the end of the socket. */
  function answerWith(error: unknown, socket: Duplex): void {
    const { status, title, body, contentType } = describeProblem(error, reportFault)
    const head = [
      `HTTP/1.1 ${status} ${title}`,
      'Connection: close',
      `Content-Type: ${contentType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
}

/** Why a connection must end now, if it must. */
function endOf(records: Records, { caller, actor, address }: Admission, now: number) {
  if (!isStillValid(records, caller, now)) return { code: closeCodes.unauthorised, reason: endReason(caller) }
  const held = findActor(records, caller, address.workspaceId)
  if (held === undefined) return { code: closeCodes.forbidden, reason: 'membership-ended' }
  // Not final: they come back at once, with the rights that they have now.
  if (held.role !== actor.role || held.group !== actor.group)
    return { code: closeCodes.goingAway, reason: 'rights-changed' }
  return undefined
}

function endReason(caller: Caller): string {
  return caller.by === 'token' ? 'token-revoked' : 'signed-out'
}

function portOf(socket: WebSocket) {
  return {
    send: (bytes: Uint8Array) => socket.send(bytes),
    get bufferedAmount() {
      return socket.bufferedAmount
    },
    close: (code: number, reason: string) => socket.close(code, reason),
  }
}
