import type { Client } from '../client/client.ts'
import { closeAll, openClients } from '../crowd.ts'
import { newAuthor, overwriting } from '../edits.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { percentile } from '../statistics.ts'
import { Stopwatch } from '../stopwatch.ts'
import { atPace, until } from '../waiting.ts'

const readers = 4
const stalledReaders = 5
const updates = 290
const bytesEach = 100_000
const perSecond = 50

export const stalled = scenario({
  name: 'stalled',
  title: `${stalledReaders} readers that never read while ${Math.round((updates * bytesEach) / 1e6)} MB are written`,
  figures: {
    memory: { title: 'more memory held than without them', unit: 'MiB', better: 'less', goal: { value: 10 } },
    p99: { title: 'to the others meanwhile, p99', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.2 } },
  },

  async measure(server) {
    const address = server.document('stalled')
    const clients = await openClients(address, 1 + readers)
    await write(server, clients)
    const without = await server.process.heldMemory()

    const idle = await openClients(address, stalledReaders)
    for (const client of idle) client.connection.pause()
    const { author, latencies } = await write(server, clients)
    const memory = (await server.process.heldMemory()) - without
    // Who reads again comes to have it all, or was told to come again.
    for (const client of idle) client.connection.resume()
    const isSettled = (client: Client) => client.clockOf(author) === updates || !client.connection.isOpen
    await until('who had stalled has caught up', () => idle.every(isSettled), { withinMs: 20_000 })
    closeAll([...clients, ...idle])
    return { memory: Math.max(0, memory) / 2 ** 20, p99: percentile(latencies, 0.99) }
  },
})

/** The first of the clients writes; all others have it in the end. */
async function write(server: Server, [writer, ...others]: readonly Client[]) {
  if (writer === undefined) throw new Error('somebody writes')
  const prepared = overwriting(updates, bytesEach, newAuthor())
  writer.writesAs(prepared.author)
  const watch = new Stopwatch()
  for (const client of others) client.onEdit = (author, clock) => watch.seen(author, clock)
  await atPace(perSecond, updates, clock => {
    watch.sent(prepared.author, clock)
    writer.sendUpdate(prepared.updates[clock] ?? Uint8Array.of(0, 0))
  })
  await until('everything has arrived', () => others.every(client => client.clockOf(prepared.author) === updates))
  if (server.kind.acknowledges) await until('everything is acknowledged', () => writer.acknowledged === writer.sent)
  if (writer.refusals.length > 0) throw new Error(`refused: ${writer.refusals[0]}`)
  return { author: prepared.author, latencies: watch.latencies }
}
