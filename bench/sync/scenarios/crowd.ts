import { closeAll, measureTyping, openClients, writersAmong } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'

const people = 100
const typists = 20
const perSecond = 10
const seconds = 4

export const crowd = scenario({
  name: 'crowd',
  title: `${people} clients, ${typists} of them typing ${perSecond} letters a second`,
  figures: {
    p99: { title: 'to the others, p99', unit: 'ms', better: 'less', goal: { timesBetterPeer: 0.9 } },
    cpu: { title: 'CPU per delivered edit', unit: 'µs', better: 'less', goal: { timesBetterPeer: 0.75 } },
  },

  async measure(server) {
    const clients = await openClients(server.document('crowd'), people)
    const writers = writersAmong(clients, typists, perSecond * seconds)
    const { latencies, cpuMicroseconds, deliveries } = await measureTyping(server, clients, writers, { perSecond })
    closeAll(clients)
    return { p99: percentile(latencies, 0.99), cpu: cpuMicroseconds / deliveries }
  },
})
