import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, type Rooms } from '@barycentre/sync'
import { WebSocketServer, type WebSocket } from 'ws'
import { authorOf } from '../auth/caller.ts'
import { describeProblem, Problem } from '../http/problem.ts'
import type { Log } from '../operations/log.ts'
import type { Records } from '../records.ts'
import { addressOfPeer } from './address.ts'
import { admit, tokenProtocolPrefix, type Admission } from './admit.ts'
import { Budgets } from './budget.ts'
import { Connection } from './connection.ts'
import { storedName } from './document-path.ts'
import { endOf } from './end-of.ts'
import type { LiveLimits } from './limits.ts'
import { LiveSocket } from './live-socket.ts'
import { Outbox } from './outbox.ts'
import { isCompressed } from './pace.ts'
import { Tally } from './tally.ts'
import { nodeTimers } from './timers.ts'
import { Traffic } from './traffic.ts'

export interface LivePorts {
  readonly records: Records
  readonly rooms: Rooms
  readonly publicUrl: string | undefined
  readonly limits: LiveLimits
  /** Addresses whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlySet<string>
  readonly now: () => number
  /** Goes forward evenly, whoever sets the clock: what deadlines and rates are counted by. */
  readonly steady: () => number
  readonly log: Log
  readonly reportFault: (error: unknown) => void
}

/** The live connections: who is let in, who must go, and how all of it ends. */
export interface Live {
  /** Answers every upgrade of the server; it must be the only listener. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Rights have changed: whoever has lost theirs is closed with a named reason, and comes back through the one door. */
  checkRights(): void
  counts(): { readonly open: number; readonly sessions: number }
  /** What an operator watches. */
  figures(): LiveFigures
  /** Lets nobody in any more, settles what has arrived, and tells everybody to come again. */
  drain(): Promise<void>
}

export interface LiveFigures {
  readonly rooms: number
  readonly connections: number
  /** Those that have not said anything yet. */
  readonly silent: number
  /** Those that are not read for a while. */
  readonly paused: number
  /** Those whose peers do not take what they are sent. */
  readonly behind: number
  readonly bytesOut: number
  readonly traffic: Traffic
  readonly isDraining: boolean
}

const pingEveryMs = 25_000
const lookEveryMs = 500
const drainGraceMs = 2_000
/** How long a peer may take to say goodbye in its turn. */
const closeTimeoutMs = 5_000

export function openLive(ports: LivePorts): Live {
  const { records, rooms, publicUrl, limits, trustedProxies, now, steady, log, reportFault } = ports
  const connections = new Set<Connection>()
  /** In the order of their coming. */
  const silent = new Set<Connection>()
  const byPerson = new Tally()
  const byRoom = new Tally()
  const silentByAddress = new Tally()
  const personBudgets = new Budgets(limits.personRate)
  const roomBudgets = new Budgets(limits.roomRate)
  const traffic = new Traffic()
  const outbox = new Outbox()
  const [plain, compressing] = openServers(limits)
  let isDraining = false
  let rightsSeen = records.rightsVersion()
  let onEmpty: (() => void) | undefined

  const stopPinging = nodeTimers.every(pingEveryMs, () => {
    for (const connection of [...connections]) connection.ping()
    personBudgets.forgetFull(steady(), person => byPerson.of(person) > 0)
    roomBudgets.forgetFull(steady(), room => byRoom.of(room) > 0)
  })
  const stopLooking = nodeTimers.every(lookEveryMs, () => {
    closeSilent()
    // The command line changes rights in the same file: one row is read to notice it.
    try {
      if (connections.size > 0 && records.rightsVersion() !== rightsSeen) checkRights()
    } catch (error) {
      // The disk may be away for a moment; the next look comes in half a second.
      reportFault(error)
    }
  })

  return { upgrade, checkRights, counts, figures, drain }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A peer that goes away during the handshake is no fault of anybody's.
    const ignore = () => stream.destroy()
    stream.on('error', ignore)
    try {
      const address = addressOfPeer(request, trustedProxies)
      const admission = decide(request, address)
      const server = isCompressed(admission.link) ? compressing : plain
      server.handleUpgrade(request, stream, head, socket => {
        stream.off('error', ignore)
        open(socket, stream, admission, address)
      })
    } catch (error) {
      // Nobody above catches for an event: what is thrown here would end the process.
      answerWith(error, stream)
    }
  }

  /** Throws the problem where nobody is let in. */
  function decide(request: IncomingMessage, address: string): Admission {
    if (isDraining) throw new Problem('going-away')
    if (connections.size >= limits.maxConnections) throw tooMany('server', limits.maxConnections)
    if (silentByAddress.of(address) >= limits.maxPendingPerAddress)
      throw tooMany('address', limits.maxPendingPerAddress)
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new Problem('not-found')
    const admitted = admit({ records, publicUrl, now }, { url: request.url ?? '/', headers: request.headers })
    if (!admitted.ok) throw admitted.error
    const admission = admitted.value
    if (byPerson.of(authorOf(admission.caller)) >= limits.maxConnectionsPerPerson)
      throw tooMany('person', limits.maxConnectionsPerPerson)
    if (byRoom.of(roomOf(admission)) >= limits.maxConnectionsPerRoom)
      throw tooMany('document', limits.maxConnectionsPerRoom)
    return admission
  }

  function open(socket: WebSocket, stream: Duplex, admission: Admission, address: string): void {
    // First of all: an error event without a listener would end the process. What follows is the event "close", after
    // ws itself has said why (a frame beyond the limit, a broken one, a lost connection).
    socket.on('error', error => traffic.count(traffic.broken, (error as NodeJS.ErrnoException).code ?? 'unknown'))
    socket.binaryType = 'nodebuffer'
    const { caller, access, link } = admission
    const author = authorOf(caller)
    const room = roomOf(admission)
    const out = new LiveSocket(socket, stream, outbox, {
      drained: () => connection.drained(),
      refused: code => traffic.count(traffic.refused, code),
    })
    const begin = () => {
      if (silent.delete(connection)) silentByAddress.remove(address)
    }
    const connection = new Connection({
      socket,
      out,
      admission,
      link,
      longLinkDelay: limits.longLinkDelay,
      budgets: [personBudgets.of(author, steady()), roomBudgets.of(room, steady())],
      traffic,
      now: steady,
      join(pace) {
        begin()
        return rooms.join(room, out, { author, access, ...(pace && { pace }) })
      },
    })
    connections.add(connection)
    silent.add(connection)
    silentByAddress.add(address)
    byPerson.add(author)
    byRoom.add(room)
    log.debug({ author, document: room, link }, 'connected')
    socket.on('close', (code: number) => {
      log.debug({ author, document: room, code }, 'disconnected')
      connections.delete(connection)
      begin()
      byPerson.remove(author)
      byRoom.remove(room)
      connection.end()
      if (connections.size === 0) onEmpty?.()
    })
  }

  /** Whoever will not have said anything in time by the next look. */
  function closeSilent(): void {
    const latest = steady() + lookEveryMs - limits.firstMessageWithin
    for (const connection of silent) {
      if (connection.openedAt > latest) return
      connection.close(silentCode, 'silent')
    }
  }

  function checkRights(): void {
    rightsSeen = records.rightsVersion()
    for (const connection of [...connections]) {
      const end = endOf(records, connection.admission, now())
      if (end !== undefined) connection.close(end.code, end.reason)
    }
  }

  function counts() {
    return { open: rooms.counts.rooms, sessions: connections.size }
  }

  function figures(): LiveFigures {
    let paused = 0
    let behind = 0
    for (const connection of connections) {
      if (connection.isPaused) paused++
      if (connection.waiting > limits.maxSocketBytes) behind++
    }
    const { bytesWritten: bytesOut } = outbox
    const { rooms: open } = rooms.counts
    return {
      rooms: open,
      connections: connections.size,
      silent: silent.size,
      paused,
      behind,
      bytesOut,
      traffic,
      isDraining,
    }
  }

  async function drain(): Promise<void> {
    isDraining = true
    stopPinging()
    stopLooking()
    // First those that have no room yet: a first message would open one.
    for (const connection of silent) connection.close(closeCodes.goingAway, 'going-away')
    await rooms.close()
    await allClosed()
  }

  async function allClosed(): Promise<void> {
    if (connections.size === 0) return
    let timer: NodeJS.Timeout | undefined
    const empty = new Promise<void>(resolve => (onEmpty = resolve))
    const grace = new Promise<void>(resolve => (timer = setTimeout(resolve, drainGraceMs)))
    await Promise.race([empty, grace])
    clearTimeout(timer)
    for (const connection of connections) connection.terminate()
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

/** RFC 6455 §7.4.1: against the server's policy. Not one of those after which a stock provider stops. */
const silentCode = 1008

/** One for good lines; one for poor ones, where a byte costs more than the memory of a context (about 150 KiB). */
function openServers({ maxMessageBytes }: LiveLimits): readonly [WebSocketServer, WebSocketServer] {
  const common = {
    noServer: true,
    maxPayload: maxMessageBytes,
    clientTracking: false,
    closeTimeout: closeTimeoutMs,
    // Answers with the one that carried the token: browsers drop a connection that answers with none of theirs.
    handleProtocols: (offered: Set<string>) =>
      [...offered].find(name => name.startsWith(tokenProtocolPrefix)) ?? (false as const),
  }
  const perMessageDeflate = {
    serverMaxWindowBits: 14,
    clientMaxWindowBits: 13,
    zlibDeflateOptions: { level: 6, memLevel: 7 },
    concurrencyLimit: 4,
  }
  return [new WebSocketServer(common), new WebSocketServer({ ...common, perMessageDeflate })]
}

function tooMany(of: 'server' | 'person' | 'document' | 'address', limit: number): Problem {
  return new Problem('too-many-connections', { of, limit })
}

function roomOf({ address }: Admission) {
  return storedName(address.workspaceId, address.document)
}
