import { Client } from '../client/client.ts'
import type { Dialect } from '../client/dialect.ts'
import { closeAll, untilAllArrived, writersAmong, type Writer } from '../crowd.ts'
import { awareness, caret } from '../edits.ts'
import { openLink } from '../link.ts'
import { scenario } from '../scenario.ts'
import { atPace, pause } from '../waiting.ts'
import { poorLine } from './poor-line.ts'

const letters = 100
const perSecond = 10
/** Until the last of it is through. */
const settlingMs = 2_500

export const poorLink = scenario({
  name: 'poor-link',
  title: `one person at each end of the same link, typing ${perSecond} letters a second with a caret`,
  figures: {
    down: { title: 'down, per letter of the other', unit: 'B', better: 'less', goal: { value: 15 } },
    up: { title: 'up, per own letter', unit: 'B', better: 'less', goal: { value: 15 } },
    echo: { title: 'down, per own letter', unit: 'B', better: 'less', goal: { value: 2 } },
  },
  maxRounds: 1,
  atOnce: true,

  async measure(server) {
    const address = server.document('poor')
    const link = await openLink(server.process.port, poorLine)
    try {
      const far = await (
        await Client.open(address, {
          via: url => link.via(url) + address.dialect.poorLink.poor,
          deflate: true,
        })
      ).untilSynced()
      const near = await (await Client.open(address)).untilSynced()
      const clients = [far, near]
      const [farWriter, nearWriter] = writersAmong(clients, 2, letters)
      if (farWriter === undefined || nearWriter === undefined) throw new Error('both write')
      await pause(settlingMs)

      const atFirst = link.down
      await typeWithCaret(nearWriter, address.dialect, false)
      await pause(settlingMs)
      const between = { down: link.down, up: link.up }
      await typeWithCaret(farWriter, address.dialect, true)
      await untilAllArrived(server, clients, [farWriter, nearWriter])
      await pause(settlingMs)
      closeAll(clients)
      return {
        down: (between.down - atFirst) / letters,
        up: (link.up - between.up) / letters,
        echo: (link.down - between.down) / letters,
      }
    } finally {
      link.close()
    }
  },
})

/** Sends what was typed in each stretch as one update with one caret, as far as the profile has carets; on a good line every letter at once. */
async function typeWithCaret(
  { client, typing: { author, updates } }: Writer,
  { poorLink }: Dialect,
  isPoor: boolean,
): Promise<void> {
  const collectMs = isPoor ? poorLink.collectMs : 0
  const inOne = Math.max(1, Math.round((collectMs * perSecond) / 1000))
  await atPace(perSecond / inOne, Math.ceil(letters / inOne), turn => {
    const typed = updates.slice(turn * inOne, (turn + 1) * inOne)
    const [only] = typed
    client.sendUpdate(typed.length === 1 && only !== undefined ? only : poorLink.join(typed))
    if (isPoor && !poorLink.tellsCarets) return
    client.sendMessage(awareness(author, turn + 1, caret(author, Math.min(letters, (turn + 1) * inOne) - 1)))
  })
}
