import { Client } from '../client/client.ts'
import { newAuthor, typing } from '../edits.ts'
import { scenario } from '../scenario.ts'
import { pause } from '../waiting.ts'

const waiting = 3_000
const longestMs = 60_000

export const missing = scenario({
  name: 'missing',
  title: `${waiting.toLocaleString('en-GB')} updates that wait for a missing one`,
  figures: {
    stall: { title: 'longest round trip of somebody in another room', unit: 'ms', better: 'less', goal: { value: 50 } },
  },

  async measure(server) {
    const sender = await (await Client.open(server.document('missing'))).untilSynced()
    const other = await (await Client.open(server.document('elsewhere'))).untilSynced()
    const frames = sender.frameUpdates(typing(waiting + 1, newAuthor()).updates.slice(1))
    let isOver = false
    sender.onStep2 = () => (isOver = true)
    void sender.connection.closed.then(() => (isOver = true))
    const asking = roundTrips(other, () => isOver)
    await pause(100)
    sender.sendFrames(frames, waiting)
    // Answered after all that was sent before it.
    sender.request()
    const stall = await asking
    sender.close()
    other.close()
    return { stall }
  },
})

/** Asks for a small document again and again until it is over; the longest time to an answer. */
async function roundTrips(client: Client, isOver: () => boolean): Promise<number> {
  const end = performance.now() + longestMs
  let longest = 0
  while (!isOver() && performance.now() < end) {
    const started = performance.now()
    const answered = new Promise<void>(resolve => (client.onStep2 = () => resolve()))
    client.request()
    await Promise.race([answered, client.connection.closed, pause(longestMs)])
    if (!client.connection.isOpen) throw new Error('the other was cut off')
    longest = Math.max(longest, performance.now() - started)
    await pause(2)
  }
  return longest
}
