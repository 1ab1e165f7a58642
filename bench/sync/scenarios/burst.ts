import { closeAll, openClients, untilAllArrived, writersAmong, type Writer } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import { pause } from '../waiting.ts'

const people = 50
const typists = 10
const edits = 4_000
/** A writer sends so many updates in one go, and has no more than `window` of them on their way. */
const inOneGo = 10
const window = 100

export const burst = scenario({
  name: 'burst',
  title: `${people} clients, ${typists} of them writing as fast as it goes`,
  figures: {
    rate: { title: 'edits a second at all others', unit: '/s', better: 'more', goal: { timesBetterPeer: 1.15 } },
    cpu: { title: 'CPU per delivered edit', unit: 'µs', better: 'less', goal: { timesBetterPeer: 0.6 } },
    bytes: { title: 'bytes per delivered edit', unit: 'B', better: 'less', goal: { timesBetterPeer: 1 } },
  },

  async measure(server) {
    const clients = await openClients(server.document('burst'), people)
    const writers = writersAmong(clients, typists, edits)
    const bursts = writers.map(writer => goesOf(writer))
    const bytesBefore = bytesIn()
    const cpu = await server.process.cpuMicroseconds()
    const started = performance.now()
    // Who only reads stands for all when a writer asks how far it may go ahead.
    const reader = clients.at(-1)
    if (reader === undefined) throw new Error('somebody reads')
    await Promise.all(
      writers.map(async ({ client, typing: { author } }, index) => {
        let sent = 0
        for (const frames of bursts[index] ?? []) {
          while (sent - reader.clockOf(author) > window - inOneGo) await pause(0)
          client.sendFrames(frames, inOneGo)
          sent += inOneGo
        }
      }),
    )
    await untilAllArrived(server, clients, writers, 60_000)
    const seconds = (performance.now() - started) / 1000
    const used = (await server.process.cpuMicroseconds()) - cpu
    const deliveries = typists * edits * (people - 1)
    const bytes = bytesIn() - bytesBefore
    closeAll(clients)
    return { rate: (typists * edits) / seconds, cpu: used / deliveries, bytes: bytes / deliveries }

    function bytesIn(): number {
      return clients.reduce((sum, { connection }) => sum + connection.bytesIn, 0)
    }
  },
})

/** A writer's updates, framed before the time counts, some at a time. */
function goesOf({ client, typing: { updates } }: Writer): Uint8Array[] {
  const goes = []
  for (let start = 0; start < updates.length; start += inOneGo)
    goes.push(client.frameUpdates(updates.slice(start, start + inOneGo)))
  return goes
}
