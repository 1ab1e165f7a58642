import { encodeStep1 } from '@barycentre/sync'
import { Client } from '../client/client.ts'
import { longDocument, seed } from '../documents.ts'
import { scenario } from '../scenario.ts'
import { pause } from '../waiting.ts'

const requests = 400
const answeringMs = 4_000

export const unreadRequests = scenario({
  name: 'requests',
  title: `${requests} requests for the document of 311 KB by somebody who reads no answer`,
  figures: {
    memory: { title: 'more memory at its peak', unit: 'MiB', better: 'less', goal: { value: 10 } },
  },
  maxRounds: 2,

  async measure(server) {
    await seed(server, 'requests', longDocument())
    const client = await (await Client.open(server.document('requests'))).untilSynced()
    // One answer in peace: what the server keeps for the next is not what is looked at.
    client.synced = false
    client.request()
    await client.untilSynced()
    client.connection.pause()
    const before = await server.process.settledMemory()
    await server.process.forgetPeak()
    for (let request = 0; request < requests; request++) client.sendMessage(encodeStep1(Uint8Array.of(0)))
    await pause(answeringMs)
    const memory = (await server.process.peakMemory()) - before
    client.close()
    return { memory: Math.max(0, memory) / 2 ** 20 }
  },
})
