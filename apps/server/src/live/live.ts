import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, type Rooms } from '@barycentre/sync'
import { WebSocketServer, type WebSocket } from 'ws'
import { authorOf, type Caller } from '../auth/caller.ts'
import { describeProblem, Problem } from '../http/problem.ts'
import type { Log } from '../operations/log.ts'
import type { Records } from '../records.ts'
import { addressOfPeer } from './address.ts'
import { admit, admitTrunk, isTrunk, tokenProtocolPrefix, type Admission } from './admit.ts'
import { Connection, type ConnectionEnd } from './connection.ts'
import { DocumentEnd } from './document-end.ts'
import { endOf, endOfCaller } from './end-of.ts'
import { Entrance } from './entrance.ts'
import type { LiveLimits } from './limits.ts'
import { LiveSocket, type LiveSocketEvents } from './live-socket.ts'
import { Outbox } from './outbox.ts'
import { isCompressed } from './pace.ts'
import { roomOf, tooMany, type Shares } from './shares.ts'
import { Tally } from './tally.ts'
import { nodeTimers } from './timers.ts'
import { Traffic } from './traffic.ts'
import { TrunkEnd } from './trunk-end.ts'

export interface LivePorts {
  readonly records: Records
  readonly rooms: Rooms
  readonly publicUrl: string | undefined
  readonly limits: LiveLimits
  readonly shares: Shares
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
  /** Those of them that carry the sessions of a whole browser. */
  readonly trunks: number
  /** On all of them. */
  readonly sessions: number
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

/** Opens what a connection leads to, given what it has. */
type OpenEnd = (hands: Hands) => Opened

interface Hands {
  socketOf(events: Pick<LiveSocketEvents, 'refused'>): LiveSocket
  /** Whether it has not said anything yet, or carries nothing. */
  setSilent(isSilent: boolean): void
}

interface Opened {
  readonly end: ConnectionEnd
  readonly out: LiveSocket
  readonly author: string
  /** For the log. */
  readonly about: object
  onClose(): void
}

const pingEveryMs = 25_000
const lookEveryMs = 500
const drainGraceMs = 2_000
/** How long a peer may take to say goodbye in its turn. */
const closeTimeoutMs = 5_000

export function openLive(ports: LivePorts): Live {
  const { records, rooms, publicUrl, limits, trustedProxies, shares, now, steady, log, reportFault } = ports
  const connections = new Set<Connection>()
  /** Since when; in this order. */
  const silent = new Map<Connection, number>()
  const silentByAddress = new Tally()
  const traffic = new Traffic()
  const outbox = new Outbox()
  const [plain, compressing] = openServers(limits)
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
  let trunks = 0
  let isDraining = false
  let rightsSeen = records.rightsVersion()
  let onEmpty: (() => void) | undefined

  const stopPinging = nodeTimers.every(pingEveryMs, () => {
    for (const connection of [...connections]) connection.ping()
    shares.forgetFull()
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
      const { openEnd, compresses } = decide(request, address)
      const server = compresses ? compressing : plain
      server.handleUpgrade(request, stream, head, socket => {
        stream.off('error', ignore)
        open(socket, { stream, address, openEnd })
      })
    } catch (error) {
      // Nobody above catches for an event: what is thrown here would end the process.
      answerWith(error, stream)
    }
  }

  /** Throws the problem where nobody is let in. */
  function decide(request: IncomingMessage, address: string): { openEnd: OpenEnd; compresses: boolean } {
    if (isDraining) throw new Problem('going-away')
    if (connections.size >= limits.maxConnections) throw tooMany('server', limits.maxConnections)
    if (silentByAddress.of(address) >= limits.maxPendingPerAddress)
      throw tooMany('address', limits.maxPendingPerAddress)
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new Problem('not-found')
    const { url = '/', headers } = request
    if (isTrunk(url)) {
      const admitted = admitTrunk({ records, publicUrl, now }, { url, headers })
      if (!admitted.ok) throw admitted.error
      const obstacle = shares.findObstacle(admitted.value)
      if (obstacle !== undefined) throw obstacle
      return { openEnd: hands => openTrunkEnd(admitted.value, headers, hands), compresses: true }
    }
    const admitted = admit({ records, publicUrl, now }, { url, headers })
    if (!admitted.ok) throw admitted.error
    const admission = admitted.value
    const obstacle = shares.findObstacle(admission.caller, admission)
    if (obstacle !== undefined) throw obstacle
    return { openEnd: hands => openDocumentEnd(admission, hands), compresses: isCompressed(admission.link) }
  }

  /** Why somebody whom the rights let in is not let in now: too many have been. */
  function open(
    socket: WebSocket,
    { stream, address, openEnd }: { stream: Duplex; address: string; openEnd: OpenEnd },
  ): void {
    // First of all: an error event without a listener would end the process. What follows is the event "close", after
    // ws itself has said why (a frame beyond the limit, a broken one, a lost connection).
    socket.on('error', error => traffic.count(traffic.broken, (error as NodeJS.ErrnoException).code ?? 'unknown'))
    socket.binaryType = 'nodebuffer'
    let isGone = false
    const setSilent = (isSilent: boolean) => {
      if (isSilent === silent.has(connection) || (isSilent && isGone)) return
      if (isSilent) silent.set(connection, steady())
      else silent.delete(connection)
      if (isSilent) silentByAddress.add(address)
      else silentByAddress.remove(address)
    }
    const { end, out, author, onClose, about } = openEnd({
      socketOf: events => new LiveSocket(socket, stream, outbox, { drained: () => connection.drained(), ...events }),
      setSilent,
    })
    const connection = new Connection({ socket, out, end, traffic, now: steady })
    connections.add(connection)
    setSilent(true)
    shares.addPerson(author)
    log.debug({ author, ...about }, 'connected')
    socket.on('close', (code: number) => {
      log.debug({ author, ...about, code }, 'disconnected')
      isGone = true
      connections.delete(connection)
      setSilent(false)
      shares.removePerson(author)
      onClose()
      connection.end()
      if (connections.size === 0) onEmpty?.()
    })
  }

  function openDocumentEnd(admission: Admission, { socketOf, setSilent }: Hands): Opened {
    const author = authorOf(admission.caller)
    const room = roomOf(admission)
    const out = socketOf({ refused: code => traffic.count(traffic.refused, code) })
    shares.addRoom(room)
    const end = new DocumentEnd({
      out,
      admission,
      longLinkDelay: limits.longLinkDelay,
      budgets: [shares.personBudget(author), shares.roomBudget(room)],
      traffic,
      join(pace) {
        setSilent(false)
        return rooms.join(room, out, { author, access: admission.access, ...(pace && { pace }) })
      },
      findEnd: held => endOf(records, held, now()),
    })
    return { end, out, author, onClose: () => shares.removeRoom(room), about: { document: room, link: admission.link } }
  }

  function openTrunkEnd(caller: Caller, headers: IncomingHttpHeaders, { socketOf, setSilent }: Hands): Opened {
    const author = authorOf(caller)
    const out = socketOf({})
    const end = new TrunkEnd({
      out,
      maxChannels: limits.maxConnectionsPerPerson,
      personBudget: shares.personBudget(author),
      traffic,
      enter(url, socket) {
        const entered = entrance.enter(url, headers, socket)
        if ('code' in entered) return entered
        return { session: entered.session, roomBudget: shares.roomBudget(roomOf(entered.admission)) }
      },
      onSilent: setSilent,
      findEnd: () => endOfCaller(records, caller, now()),
    })
    trunks++
    return { end, out, author, onClose: () => void trunks--, about: { trunk: true } }
  }

  /** Whoever will not have said anything in time by the next look. */
  function closeSilent(): void {
    const latest = steady() + lookEveryMs - limits.firstMessageWithin
    for (const [connection, since] of silent) {
      if (since > latest) return
      connection.close(silentCode, 'silent')
    }
  }

  function checkRights(): void {
    rightsSeen = records.rightsVersion()
    for (const connection of [...connections]) connection.checkRights()
    entrance.checkRights()
  }

  function counts() {
    return { open: rooms.counts.rooms, sessions: connections.size - trunks + entrance.sessions }
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
      trunks,
      sessions: counts().sessions,
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
    for (const connection of [...silent.keys()]) connection.close(closeCodes.goingAway, 'going-away')
    await rooms.close()
    // Whose sessions are over carries nothing any more.
    for (const connection of [...connections]) connection.close(closeCodes.goingAway, 'going-away')
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
