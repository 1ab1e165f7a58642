import { closeAll, openClients } from '../crowd.ts'
import { awareness, newAuthor, pointer } from '../edits.ts'
import { scenario } from '../scenario.ts'
import { atPace, pause, until } from '../waiting.ts'

const people = 100
const perSecond = 10
const seconds = 5

export const presence = scenario({
  name: 'presence',
  title: `${people} people moving their pointers, each ${perSecond} times a second`,
  figures: {
    cpu: { title: 'CPU, of a core', unit: '%', better: 'less', goal: { timesBetterPeer: 0.2 } },
    frames: { title: 'frames a second to each', unit: '/s', better: 'less', goal: { value: 62 } },
    bytes: { title: 'to each', unit: 'KB/s', better: 'less', goal: { timesBetterPeer: 0.2 } },
  },

  async measure(server) {
    const clients = await openClients(server.document('presence'), people)
    const movers = clients.map(client => ({ client, author: newAuthor() }))
    const before = counts()
    const cpu = await server.process.cpuMicroseconds()
    const started = performance.now()
    await Promise.all(
      movers.map(async ({ client, author }, index) => {
        await pause((index * 1000) / perSecond / people)
        await atPace(perSecond, perSecond * seconds, turn => {
          client.sendMessage(awareness(author, turn + 1, pointer(author, turn)))
        })
      }),
    )
    const elapsed = (performance.now() - started) / 1000
    const used = (await server.process.cpuMicroseconds()) - cpu
    const after = counts()
    await untilAllSeeAll()
    closeAll(clients)
    return {
      cpu: used / elapsed / 10_000,
      frames: (after.frames - before.frames) / elapsed / people,
      bytes: (after.bytes - before.bytes) / elapsed / people / 1000,
    }

    function counts() {
      return {
        frames: clients.reduce((sum, { connection }) => sum + connection.messagesIn, 0),
        bytes: clients.reduce((sum, { connection }) => sum + connection.bytesIn, 0),
      }
    }

    /** Everybody moves once more, and is seen there by everybody else. */
    async function untilAllSeeAll(): Promise<void> {
      const last = perSecond * seconds + 1
      const seen = clients.map(() => new Set<number>())
      clients.forEach((client, index) => {
        client.onAwareness = (author, clock) => {
          if (clock === last && author !== movers[index]?.author) seen[index]?.add(author)
        }
      })
      for (const { client, author } of movers) client.sendMessage(awareness(author, last, pointer(author, last)))
      await until('everybody sees where all others are', () => seen.every(authors => authors.size === people - 1))
    }
  },
})
