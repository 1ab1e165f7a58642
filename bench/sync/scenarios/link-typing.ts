import { Client } from '../client/client.ts'
import { closeAll, openClients, untilAllArrived, writersAmong } from '../crowd.ts'
import { awareness, caret } from '../edits.ts'
import { openLink } from '../link.ts'
import { scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'
import { Stopwatch } from '../stopwatch.ts'
import { atPace, pause } from '../waiting.ts'
import { poorLine } from './poor-line.ts'

const typists = 5
const perSecond = 10
const seconds = 8

export const linkTyping = scenario({
  name: 'link-typing',
  title: `${typists} people typing with their carets, watched over the same link`,
  figures: {
    p99: { title: 'to the far end, p99', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.9 } },
    rate: { title: 'down the link', unit: 'kbit/s', better: 'less', goal: { timesBetterPeer: 0.12 } },
  },
  maxRounds: 2,
  atOnce: true,

  async measure(server) {
    const address = server.document('link')
    const link = await openLink(server.process.port, poorLine)
    try {
      const watcher = await (
        await Client.open(address, {
          via: url => link.via(url) + address.dialect.poorLink.long,
          deflate: true,
        })
      ).untilSynced()
      const writers = writersAmong(await openClients(address, typists), typists, perSecond * seconds)
      const watch = new Stopwatch()
      watcher.onEdit = (author, clock) => watch.seen(author, clock)
      const before = link.down
      const started = performance.now()
      await Promise.all(
        writers.map(async ({ client, typing: { author, updates } }, index) => {
          await pause((index * 1000) / perSecond / typists)
          await atPace(perSecond, updates.length, clock => {
            watch.sent(author, clock)
            client.sendUpdate(updates[clock] ?? Uint8Array.of(0, 0))
            client.sendMessage(awareness(author, clock + 1, caret(author, clock)))
          })
        }),
      )
      const clients = [watcher, ...writers.map(writer => writer.client)]
      await untilAllArrived(server, clients, writers)
      const elapsed = performance.now() - started
      closeAll(clients)
      return { p99: percentile(watch.latencies, 0.99), rate: ((link.down - before) * 8) / elapsed }
    } finally {
      link.close()
    }
  },
})
