import { FrameSocket } from '../client/frame-socket.ts'
import { scenario } from '../scenario.ts'
import { forEachOf, pause } from '../waiting.ts'

const sockets = 2_000
const openingTogether = 64
/** The deadline, and what a timer may be late. */
const waitingMs = 12_000

export const silent = scenario({
  name: 'silent',
  title: `${sockets.toLocaleString('en-GB')} sockets that say nothing`,
  figures: {
    open: { title: `still open after ${waitingMs / 1000} s`, unit: '', better: 'less', goal: { value: 0 } },
    memory: { title: 'memory each meanwhile', unit: 'KiB', better: 'less', goal: { value: 16 } },
  },
  maxRounds: 1,
  atOnce: true,

  async measure(server) {
    const open = () => FrameSocket.open(server.document('silent').url, { headers: server.document('silent').headers })
    const warm = await forEachOf(50, openingTogether, open)
    for (const socket of warm) socket.destroy()
    await pause(200)
    const before = await server.process.settledMemory()
    const silentOnes = await forEachOf(sockets, openingTogether, open)
    const memory = (await server.process.settledMemory()) - before
    await pause(waitingMs)
    const stillOpen = silentOnes.filter(socket => socket.isOpen).length
    for (const socket of silentOnes) socket.destroy()
    return { open: stillOpen, memory: Math.max(0, memory) / sockets / 1024 }
  },
})
