import { closeAll, measureTyping, openClients, writersAmong } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'

const perSecond = 10
const seconds = 6

export const typingTogether = scenario({
  name: 'typing',
  title: `2 clients, each typing ${perSecond} letters a second`,
  figures: {
    p50: { title: 'to the other, p50', unit: 'ms', better: 'less', goal: { timesBetterPeer: 1 } },
    cpu: { title: 'CPU per delivered edit', unit: 'µs', better: 'less', goal: { timesBetterPeer: 0.6 } },
  },

  async measure(server) {
    const clients = await openClients(server.document('typing'), 2)
    const writers = writersAmong(clients, 2, perSecond * seconds)
    const { latencies, cpuMicroseconds, deliveries } = await measureTyping(server, clients, writers, { perSecond })
    closeAll(clients)
    return { p50: percentile(latencies, 0.5), cpu: cpuMicroseconds / deliveries }
  },
})
