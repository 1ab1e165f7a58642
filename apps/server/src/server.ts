import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { err, ok, type Result } from '@barycentre/kit'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { createRooms } from '@barycentre/sync'
import { createApp } from './app.ts'
import { inviteOwner } from './auth/invite.ts'
import { realChance } from './chance.ts'
import { addressOf, type Config } from './config.ts'
import { damageSentence, isDamage, lockDataFolder, makeDataFolder, openDataFolder } from './database/data-folder.ts'
import { openFolder } from './folding/folder.ts'
import { openLive } from './live/live.ts'
import { openPoll } from './live/poll.ts'
import { Shares } from './live/shares.ts'
import { nodeTimers } from './live/timers.ts'
import { countFaults } from './operations/fault-counts.ts'
import type { Log } from './operations/log.ts'
import { createMetrics } from './operations/metrics.ts'
import { timedStore } from './operations/timed-store.ts'
import { createRecords } from './records.ts'
import { version } from './version.ts'
import { webDir } from './web-dir.ts'
import { finishImports } from './workspaces/import-plan.ts'
import { offerFirstWorkspaces } from './workspaces/offer-first-workspaces.ts'

export interface RunningServer {
  readonly port: number
  /** A link for the first person, as long as nobody is owner. */
  readonly firstOwnerLink: string | undefined
  /** In order: no more upgrades, settle and save, say goodbye, stop listening, close what was opened. */
  close(): Promise<void>
}

/** The time of day, which somebody may set, and the time that passes. */
export interface Clocks {
  now(): number
  steady(): number
}

const realClocks: Clocks = { now: () => Date.now(), steady: () => performance.now() }

/** Opens everything and listens. What a person can mend is refused with one sentence; nothing stays open then. */
export async function startServer(
  config: Config,
  log: Log,
  { now, steady }: Clocks = realClocks,
): Promise<Result<RunningServer, string>> {
  const folder = makeDataFolder(config.dataDir)
  if (!folder.ok) return folder
  const lock = lockDataFolder(config.dataDir)
  if (!lock.ok) return lock
  const opened = openDataFolder(config.dataDir, { pages: true })
  if (!opened.ok) {
    lock.value.close()
    return opened
  }

  const database = opened.value
  const records = createRecords(database)
  const store = openSqliteStore(database.sql)
  const ports = { records, store, chance: realChance, now }
  try {
    await finishImports(ports)
    await offerFirstWorkspaces(ports)
  } catch (cause) {
    database.close()
    lock.value.close()
    if (isDamage(cause)) return err(damageSentence(config.dataDir))
    throw cause
  }

  const reportFault = (cause: unknown) => log.error({ cause }, 'a fault')
  const faults = countFaults(log)
  const folding = openFolder(config.fold)
  const countRows = database.sql.prepare('SELECT coalesce(max(id), 0) AS rows FROM updates')
  const metrics = createMetrics({
    live: () => live.figures(),
    faults: faults.counts,
    isStorageFailing: () => rooms.storageFailure !== undefined,
    foldsWaiting: () => folding.waiting,
    logRows: () => Number(countRows.get()?.['rows']),
  })
  const rooms = createRooms({
    store: timedStore(store, metrics.observeCommit),
    fold: folding.fold,
    clock: now,
    steady,
    random: Math.random,
    timers: nodeTimers,
    report: faults.report,
    limits: config.room,
  })
  const { publicUrl, trustedProxies, live: limits, metricsToken } = config
  const shares = new Shares(limits, steady)
  const livePorts = { records, rooms, publicUrl, trustedProxies, limits, shares, now, steady, log, reportFault }
  const live = openLive(livePorts)
  const poll = openPoll(livePorts)
  const storageFailure = () => sentenceOf(rooms.storageFailure)
  const stopWatching = watchStorage(storageFailure, log)
  let port = config.port
  const app = createApp({
    ...ports,
    live: {
      checkRights() {
        live.checkRights()
        poll.checkRights()
      },
      counts: () => ({ ...live.counts(), sessions: live.counts().sessions + poll.sessions }),
    },
    poll,
    maxPollBytes: limits.maxMessageBytes,
    faultCounts: faults.counts,
    storeHealth: () => ({ kind: 'sqlite', sqlite: process.versions['sqlite'] }),
    version,
    storageFailure,
    isDraining: () => live.figures().isDraining,
    metrics,
    metricsToken,
    publicUrl,
    address: () => addressOf(config, port),
    webDir: webDir(),
    reportFault,
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  // The only listener: a second one would leave refused upgrades to each other.
  server.on('upgrade', live.upgrade)

  const listening = await listen(server, config)
  if (!listening.ok) {
    await closeAll()
    return listening
  }
  port = listening.value
  const firstOwnerLink = records.memberships.hasOwner()
    ? undefined
    : `${addressOf(config, port)}/join/${inviteOwner(ports, 'DPKO').secret}`
  let closing: Promise<void> | undefined
  return ok({ port, firstOwnerLink, close: () => (closing ??= close()) })

  async function close(): Promise<void> {
    // It still answers meanwhile, so that whoever asks for its health hears that it goes away.
    await live.drain()
    const closed = once(server, 'close')
    server.close()
    poll.close()
    server.closeIdleConnections()
    const cut = setTimeout(() => server.closeAllConnections(), 2_000)
    await closed
    clearTimeout(cut)
    await closeAll()
  }

  async function closeAll(): Promise<void> {
    stopWatching()
    await rooms.close()
    await folding.close()
    await store.close()
    database.close()
    metrics.close()
    if (lock.ok) lock.value.close()
  }
}

function sentenceOf(failure: unknown): string | undefined {
  if (failure === undefined) return undefined
  return failure instanceof Error ? failure.message : String(failure)
}

/** Says in the log when nothing can be kept any more, and when it can again. */
function watchStorage(failure: () => string | undefined, log: Log): () => void {
  let known: string | undefined
  return nodeTimers.every(500, () => {
    const now = failure()
    if (now !== undefined && known === undefined)
      log.error({ reason: now }, 'nothing can be kept: everybody reads only')
    if (now === undefined && known !== undefined) log.info('everything can be kept again')
    known = now
  })
}

async function listen(server: Server, { port, host }: Config): Promise<Result<number, string>> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (cause) {
    return err(listenSentence(cause as NodeJS.ErrnoException, port, host))
  }
  const address = server.address()
  return ok(typeof address === 'object' && address !== null ? address.port : port)
}

function listenSentence({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program; stop it, or set PORT to another one.`
    case 'EACCES':
      return `This user may not listen on port ${port}; set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST is "${host}", which is no address of this machine.`
    default:
      return `The server cannot listen on ${host}, port ${port}: ${message}`
  }
}
