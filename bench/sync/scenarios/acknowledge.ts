import { closeAll, measureTyping, openClients, writersAmong } from '../crowd.ts'
import { scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'

const people = 20
const typists = 10
const perSecond = 10
const seconds = 4

export const acknowledge = scenario({
  name: 'acknowledge',
  title: `${people} clients, ${typists} of them typing ${perSecond} letters a second: acknowledgement after sending`,
  figures: {
    p50: { title: 'p50', unit: 'ms', better: 'less', goal: { value: 2 } },
    p99: { title: 'p99', unit: 'ms', better: 'less', goal: { value: 8 } },
  },
  suits: kind => kind.acknowledges,

  async measure(server) {
    const clients = await openClients(server.document('acknowledge'), people)
    const writers = writersAmong(clients, typists, perSecond * seconds)
    const { acknowledgements } = await measureTyping(server, clients, writers, { perSecond })
    closeAll(clients)
    return { p50: percentile(acknowledgements, 0.5), p99: percentile(acknowledgements, 0.99) }
  },
})
