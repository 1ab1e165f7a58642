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
import { lockDataFolder, makeDataFolder, openDataFolder } from './database/data-folder.ts'
import { openFolder } from './folding/folder.ts'
import { countFaults } from './live/fault-counts.ts'
import { openLive } from './live/live.ts'
import { openPoll } from './live/poll.ts'
import { nodeTimers } from './live/timers.ts'
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

/** Opens everything and listens. What a person can mend is refused with one sentence; nothing stays open then. */
export async function startServer(
  config: Config,
  reportFault: (error: unknown) => void,
): Promise<Result<RunningServer, string>> {
  const folder = makeDataFolder(config.dataDir)
  if (!folder.ok) return folder
  const lock = lockDataFolder(config.dataDir)
  if (!lock.ok) return lock
  const opened = openDataFolder(config.dataDir)
  if (!opened.ok) {
    lock.value.close()
    return opened
  }

  const now = Date.now
  const database = opened.value
  const records = createRecords(database)
  const store = openSqliteStore(database.sql)
  const ports = { records, store, chance: realChance, now }
  await finishImports(ports)
  await offerFirstWorkspaces(ports)

  const faults = countFaults(reportFault)
  const folding = openFolder(config.fold)
  const rooms = createRooms({
    store,
    fold: folding.fold,
    clock: now,
    random: Math.random,
    timers: nodeTimers,
    report: faults.report,
    limits: config.room,
  })
  const { publicUrl, trustedProxies, live: limits } = config
  const livePorts = { records, rooms, publicUrl, trustedProxies, limits, now, reportFault }
  const live = openLive(livePorts)
  const poll = openPoll(livePorts)
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
    publicUrl: config.publicUrl,
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
    const closed = once(server, 'close')
    server.close()
    await live.drain()
    poll.close()
    server.closeIdleConnections()
    const cut = setTimeout(() => server.closeAllConnections(), 2_000)
    await closed
    clearTimeout(cut)
    await closeAll()
  }

  async function closeAll(): Promise<void> {
    await rooms.close()
    await folding.close()
    await store.close()
    database.close()
    if (lock.ok) lock.value.close()
  }
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
