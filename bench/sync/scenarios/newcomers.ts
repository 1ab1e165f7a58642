import * as Y from 'yjs'
import { Client } from '../client/client.ts'
import { closeAll } from '../crowd.ts'
import { longDocument, seed, type Prepared } from '../documents.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { pause } from '../waiting.ts'

const people = 50
const writingMs = 1_000

export const newcomers = scenario({
  name: 'newcomers',
  title: `${people} newcomers at once, after a restart where the server keeps documents; the same document`,
  figures: {
    time: { title: 'until the last has the content', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.25 } },
    early: { title: 'told "synced" before the content was there', unit: '', better: 'less', goal: { value: 0 } },
  },

  async measure(server) {
    const document = longDocument()
    await seed(server, 'newcomers', document)
    await pause(writingMs)
    if (server.kind.keeps === 'on disk') await server.process.restart()
    return joinAll(server, document)
  },
})

async function joinAll(server: Server, { update, author, clock }: Prepared) {
  let early = 0
  let answer: Uint8Array | undefined
  const clients: Client[] = []
  const started = performance.now()
  const arrivals = await Promise.all(
    Array.from({ length: people }, async () => {
      const client = await Client.open(server.document('newcomers'))
      clients.push(client)
      client.onStep2 ??= brought => {
        if (client.clockOf(author) < clock) early++
        else answer ??= Uint8Array.from(brought)
      }
      return client.untilHas(author, clock)
    }),
  )
  const time = Math.max(...arrivals) - started
  if (answer !== undefined && textOf(answer) !== textOf(update)) throw new Error('what came is another text')
  closeAll(clients)
  return { time, early }
}

function textOf(update: Uint8Array): string {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  const text = doc.getText('text').toString()
  doc.destroy()
  return text
}
