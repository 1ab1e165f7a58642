import { Client } from '../client/client.ts'
import { longDocument, seed } from '../documents.ts'
import { scenario } from '../scenario.ts'
import { median } from '../statistics.ts'
import { pause } from '../waiting.ts'

const times = 3
/** For servers that write behind. */
const writingMs = 1_000

export const join = scenario({
  name: 'join',
  title: 'the first to come after a restart; a document of 260,000 keystrokes (311 KB)',
  figures: {
    cold: { title: 'until the content is there', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.25 } },
  },
  // The bare relays keep no documents: they send the bytes from memory, as the floor under what the others do.
  suits: kind => kind.keeps === 'on disk' || kind.role === 'bare',

  async measure(server) {
    const document = longDocument()
    await seed(server, 'join', document)
    await pause(writingMs)
    const joins: number[] = []
    for (let time = 0; time < times; time++) {
      if (server.kind.keeps === 'on disk') await server.process.restart()
      const started = performance.now()
      const client = await Client.open(server.document('join'))
      joins.push((await client.untilHas(document.author, document.clock)) - started)
      client.close()
    }
    return { cold: median(joins) }
  },
})
