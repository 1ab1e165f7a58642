import { Client } from '../client/client.ts'
import { openClients, writersAmong } from '../crowd.ts'
import { deletedDocument, holding, seed } from '../documents.ts'
import { scenario } from '../scenario.ts'
import { pause } from '../waiting.ts'

const settlingMs = 1_000

export const reconnect = scenario({
  name: 'reconnect',
  title: 'coming back after one missed edit, in a text with 20,000 deletions',
  figures: {
    down: { title: 'bytes down', unit: 'B', better: 'less', goal: { value: 600 } },
    up: { title: 'bytes up', unit: 'B', better: 'less', goal: { value: 600 } },
  },
  suits: kind => kind.role !== 'bare',
  maxRounds: 1,
  atOnce: true,

  async measure(server) {
    const document = deletedDocument()
    const place = await seed(server, 'reconnect', document)
    const present = await openClients(server.document('reconnect'), 2)
    for (const { client, typing } of writersAmong(present, 1, 1)) {
      client.sendUpdate(typing.updates[0] ?? Uint8Array.of(0, 0))
      await present[1]?.untilHas(typing.author, 1)
      const back = await Client.open(server.document('reconnect'), { held: holding(document, place) })
      await back.untilHas(typing.author, 1)
      await back.untilSynced()
      await pause(settlingMs)
      const { bytesIn, bytesOut } = back.connection
      for (const each of [...present, back]) each.close()
      return { down: bytesIn, up: bytesOut }
    }
    throw new Error('somebody writes')
  },
})
