import type { Client } from '../client/client.ts'
import { closeAll, openClients, untilAllArrived, writersAmong, type Writer } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { percentile } from '../statistics.ts'
import { Stopwatch } from '../stopwatch.ts'
import { atPace, forEachOf, pause, until } from '../waiting.ts'

const rooms = 500
const seconds = 4
const waves = 10
const openingTogether = 16
const betweenWavesMs = 500

export const manyRooms = scenario({
  name: 'rooms',
  title: `${rooms} rooms of 2, each with a letter a second`,
  figures: {
    p99: { title: 'to the other, p99', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.8 } },
    cpu: { title: 'CPU, of a core', unit: '%', better: 'less', goal: { timesBetterPeer: 0.4 } },
    memory: { title: 'memory a room', unit: 'KiB', better: 'less', goal: { timesBetterPeer: 0.4 } },
    growth: {
      title: `more memory in wave ${waves} of new rooms than in the first`,
      unit: '%',
      better: 'less',
      goal: { value: 5 },
    },
  },

  async measure(server) {
    await openRooms(server, 'warm', 10).then(closeRooms)
    const before = await server.process.settledMemory()
    const first = await openRooms(server, 'wave-0', rooms)
    const firstMemory = await server.process.settledMemory()
    const { latencies, cpu } = await typeInAll(server, first)
    closeRooms(first)
    let lastMemory = firstMemory
    for (let wave = 1; wave < waves; wave++) {
      await pause(betweenWavesMs)
      const opened = await openRooms(server, `wave-${wave}`, rooms)
      lastMemory = await server.process.settledMemory()
      closeRooms(opened)
    }
    return {
      p99: percentile(latencies, 0.99),
      cpu,
      memory: (firstMemory - before) / rooms / 1024,
      growth: (100 * (lastMemory - firstMemory)) / firstMemory,
    }
  },
})

interface Room {
  readonly clients: readonly Client[]
  readonly writers: readonly Writer[]
}

/** Rooms of two, into each of which a first letter has been typed. */
function openRooms(server: Server, name: string, count: number): Promise<Room[]> {
  return forEachOf(count, openingTogether, async index => {
    const clients = await openClients(server.document(`${name}-${index}`), 2)
    const writers = writersAmong(clients, 1, seconds + 1)
    for (const { client, typing } of writers) {
      client.sendUpdate(typing.updates[0] ?? Uint8Array.of(0, 0))
      await until('the first letter', () => clients[1]?.clockOf(typing.author) === 1)
    }
    return { clients, writers }
  })
}

async function typeInAll(server: Server, opened: readonly Room[]): Promise<{ latencies: number[]; cpu: number }> {
  const watch = new Stopwatch()
  for (const { clients } of opened)
    for (const client of clients) client.onEdit = (author, clock) => watch.seen(author, clock)
  const cpu = await server.process.cpuMicroseconds()
  const started = performance.now()
  await atPace(rooms, rooms * seconds, turn => {
    for (const { client, typing } of opened[turn % rooms]?.writers ?? []) {
      const clock = 1 + Math.floor(turn / rooms)
      watch.sent(typing.author, clock)
      client.sendUpdate(typing.updates[clock] ?? Uint8Array.of(0, 0))
    }
  })
  await Promise.all(opened.map(({ clients, writers }) => untilAllArrived(server, clients, writers)))
  const microseconds = (performance.now() - started) * 1000
  return { latencies: watch.latencies, cpu: (100 * ((await server.process.cpuMicroseconds()) - cpu)) / microseconds }
}

function closeRooms(opened: readonly Room[]): void {
  for (const { clients } of opened) closeAll(clients)
}
