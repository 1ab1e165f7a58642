import { seededRandom } from '@barycentre/kit'
import type { Client } from '../client/client.ts'
import { closeAll, openClients, writersAmong, type Writer } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import type { Server } from '../servers/server.ts'
import { pause } from '../waiting.ts'

const people = 8
const typists = 6
const perSecond = 20
/** A room has been busy for so long at most when its server is killed: peers write it down every two to ten seconds. */
const longestLifeMs = 14_000
const shortestLifeMs = 200
/** How long whatever loads late may take after a restart. */
const patienceMs = 1_000

interface Losses {
  acknowledged: number
  acknowledgedLost: number
  seen: number
  seenLost: number
}

export const kill = scenario({
  name: 'kill',
  title: `kill -9 at a random moment while ${typists} people type`,
  figures: {
    acknowledgedLost: { title: 'of the acknowledged edits, lost', unit: '%', better: 'less', goal: { value: 0 } },
    seenLost: { title: 'of the edits that others had seen, lost', unit: '%', better: 'less', goal: { value: 0 } },
  },
  suits: kind => kind.keeps === 'on disk',
  maxRounds: 1,
  atOnce: true,

  async measure(server, { kills }) {
    // The same moments in every run and for every server.
    const random = seededRandom(9)
    const losses: Losses = { acknowledged: 0, acknowledgedLost: 0, seen: 0, seenLost: 0 }
    for (let round = 0; round < kills; round++) {
      const lifeMs = shortestLifeMs + random() * (longestLifeMs - shortestLifeMs)
      await killOnce(server, `kill-${round}`, lifeMs, losses)
    }
    if (losses.seen === 0) throw new Error('nobody had seen anything')
    const seenLost = (100 * losses.seenLost) / losses.seen
    if (!server.kind.acknowledges) return { seenLost }
    if (losses.acknowledged === 0) throw new Error('nothing was acknowledged')
    return { seenLost, acknowledgedLost: (100 * losses.acknowledgedLost) / losses.acknowledged }
  },
})

async function killOnce(server: Server, name: string, lifeMs: number, losses: Losses): Promise<void> {
  const clients = await openClients(server.document(name), people)
  const readers = clients.slice(typists)
  const writers = writersAmong(clients, typists, Math.ceil((perSecond * lifeMs) / 1000) + perSecond)
  const promised = writers.map(({ client }) => clocksAcknowledged(client))
  const end = performance.now() + lifeMs
  await Promise.all(writers.map(writer => typeUntil(end, writer)))
  await server.process.stop('SIGKILL')
  const seen = writers.map(({ typing: { author } }) => Math.max(...readers.map(reader => reader.clockOf(author))))
  closeAll(clients)

  await server.process.restart()
  const [newcomer] = await openClients(server.document(name), 1)
  if (newcomer === undefined) throw new Error('somebody comes afterwards')
  await pause(patienceMs)
  writers.forEach(({ typing: { author } }, index) => {
    const left = newcomer.clockOf(author)
    const acknowledged = promised[index]?.() ?? 0
    const seenByOthers = seen[index] ?? 0
    losses.acknowledged += acknowledged
    losses.acknowledgedLost += Math.max(0, acknowledged - left)
    losses.seen += seenByOthers
    losses.seenLost += Math.max(0, seenByOthers - left)
  })
  newcomer.close()
}

/** Up to which clock a writer's own edits have been acknowledged: what was sent before them counts among the messages. */
function clocksAcknowledged(client: Client): () => number {
  const sentBefore = client.sent
  return () => Math.max(0, client.acknowledged - sentBefore)
}

async function typeUntil(end: number, { client, typing: { updates } }: Writer): Promise<void> {
  const started = performance.now()
  for (const [turn, update] of updates.entries()) {
    await pause(Math.max(0, started + (turn * 1000) / perSecond - performance.now()))
    if (performance.now() > end) return
    client.sendUpdate(update)
  }
}
