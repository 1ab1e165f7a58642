import { Client } from '../client/client.ts'
import { longDocument, planDocument, seed, type Prepared } from '../documents.ts'
import { openLink } from '../link.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { poorLine } from './poor-line.ts'

export const linkJoin = scenario({
  name: 'link-join',
  title: 'first sync over 128 kbit/s, 300 ms each way',
  figures: {
    document: { title: 'the document of 311 KB', unit: 's', better: 'less', goal: { timesBetterPeer: 0.41 } },
    plan: { title: 'a plan of 181 KB', unit: 's', better: 'less', goal: { timesBetterPeer: 0.67 } },
  },
  maxRounds: 1,
  atOnce: true,

  async measure(server) {
    const [document, plan] = await Promise.all([
      joinOverLink(server, 'long', longDocument()),
      joinOverLink(server, 'plan', planDocument()),
    ])
    return { document, plan }
  },
})

/** Each on a line of its own. */
async function joinOverLink(server: Server, name: string, document: Prepared): Promise<number> {
  await seed(server, name, document)
  const link = await openLink(server.process.port, poorLine)
  try {
    const address = server.document(name)
    const started = performance.now()
    const client = await Client.open(address, {
      via: url => link.via(url) + address.dialect.poorLink.long,
      deflate: true,
    })
    const seconds = ((await client.untilHas(document.author, document.clock)) - started) / 1000
    client.close()
    return seconds
  } finally {
    link.close()
  }
}
