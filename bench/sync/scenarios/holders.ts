import { Client } from '../client/client.ts'
import { closeAll } from '../crowd.ts'
import { holding, longDocument, seed } from '../documents.ts'
import { scenario } from '../scenario.ts'
import { pause } from '../waiting.ts'

const people = 50
const writingMs = 1_000
/** For what the server still asks of them, and what they answer. */
const settlingMs = 1_000

export const holders = scenario({
  name: 'holders',
  title: `${people} who hold that document already come back at once, after a restart where the server keeps documents`,
  figures: {
    time: { title: 'until the last is synced', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.35 } },
    bytes: { title: 'bytes each, both ways', unit: 'KiB', better: 'less', goal: { value: 1 } },
  },

  async measure(server) {
    const document = longDocument()
    const place = await seed(server, 'holders', document)
    await pause(writingMs)
    if (server.kind.keeps === 'on disk') await server.process.restart()
    const held = holding(document, place)
    const started = performance.now()
    const clients = await Promise.all(
      Array.from({ length: people }, async () => {
        const client = await Client.open(server.document('holders'), { held })
        return client.untilSynced()
      }),
    )
    const time = performance.now() - started
    await pause(settlingMs)
    const bytes = clients.reduce((sum, { connection }) => sum + connection.bytesIn + connection.bytesOut, 0)
    closeAll(clients)
    return { time, bytes: bytes / people / 1024 }
  },
})
