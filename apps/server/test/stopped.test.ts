// STOP_SECONDS makes the pause longer: from 25 on, than every heartbeat.
import { createServer, connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { seededRandom } from '@barycentre/kit'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { documentName, encodeStep1 } from '@barycentre/sync'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { nodeTimers } from '../src/live/timers.ts'
import { buildCommandLine, run } from './support/child.ts'
import { keptEdits } from './support/kept-edits.ts'
import { connected } from './support/raw-client.ts'
import { isUp, pause, prepare } from './support/restartable.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinAs } from './support/typist.ts'

const seconds = Number(process.env['STOP_SECONDS'] ?? 3)
/** From here on a stock client gives up, and so may ours. */
const heartbeat = 25

buildCommandLine()

test(
  `a server that stands still for ${seconds} s in the middle of traffic: nothing is lost, kept twice, or cut off`,
  async () => {
    const random = seededRandom(5)
    const folder = temporaryFolder()
    const { base, token, documents, begin } = await prepare(folder)
    const server = begin(folder, { FIRST_MESSAGE_SECONDS: '1' })
    await isUp(server)
    const typists = documents.flatMap(document =>
      (['socket', 'requests', 'stock'] as const).map(way => joinAs(way, { base, document, token })),
    )
    const all = (document: string) =>
      typists.filter(typist => typist.document === document).flatMap(typist => typist.written())
    const isSettled = () => typists.every(typist => typist.has(all(typist.document)) && typist.isSaved())
    for (const typist of typists) typist.write()
    await until(isSettled, 'all are here')
    const late = await connected(`${base.replace('http', 'ws')}/sync/${documents[0]}?token=${token}`)

    const isWriting = { now: true }
    const writing = (async () => {
      while (isWriting.now) {
        for (const typist of typists) if (random() < 0.3) typist.write()
        await pause(random() * 10)
      }
    })()
    await pause(200)
    server.process.kill('SIGSTOP')
    // In time, but nobody is there to read it before time is up.
    late.send(encodeStep1(Y.encodeStateVector(new Y.Doc())))
    await pause(seconds * 500)
    // It still owns its folder: whoever took it for dead would write beside it.
    const other = await run(folder, ['serve']).ended
    expect([other.code, other.said]).toEqual([1, expect.stringContaining('is using the data folder')])
    await pause(seconds * 500)
    server.process.kill('SIGCONT')
    await pause(300)
    isWriting.now = false
    await writing
    if (seconds < heartbeat) {
      await until(() => late.heard.length > 0, 'who had spoken is answered')
      expect(late.isOpen).toBe(true)
    }
    await until(isSettled, 'all meet again')
    if (seconds < heartbeat) expect(typists.map(typist => typist.closes())).toEqual(typists.map(() => 0))
    for (const typist of typists) typist.leave()
    server.process.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    const kept = await keptEdits(folder, documents)
    for (const document of documents) {
      expect([...(kept.get(document) ?? [])].sort()).toEqual(all(document).sort())
      expect(all(document).length).toBeGreaterThan(30)
      await expectNothingTwice(folder, document)
    }
  },
  60_000 + seconds * 2_000,
)

test('who has spoken while the process stood still is heard before it is asked who is silent', async () => {
  const listener = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void listener.close())
  await once(listener, 'listening')
  const client = connect((listener.address() as AddressInfo).port, '127.0.0.1')
  const [[socket]] = await Promise.all([once(listener, 'connection'), once(client, 'connect')])
  onTestFinished(() => void [client, socket].forEach(each => each.destroy()))
  const order: string[] = []
  socket.on('data', () => order.push('heard'))
  const stop = nodeTimers.every(20, () => order.push('asked'))
  client.write('I am here')
  const end = performance.now() + 60
  while (performance.now() < end);
  await until(() => order.includes('asked'), 'it is asked')
  stop()
  expect(order).toEqual(['heard', 'asked'])
})

/** Each piece of what was written stands in one row only. */
async function expectNothingTwice(folder: string, document: string): Promise<void> {
  const store = openSqliteStore(join(folder, 'barycentre.sqlite'))
  const next = new Map<number, number>()
  for (const { update, sequence } of await store.read(documentName(document))) {
    for (const { id, length } of Y.decodeUpdate(update).structs) {
      expect(id.clock, `row ${sequence}`).toBe(next.get(id.client) ?? 0)
      next.set(id.client, id.clock + length)
    }
  }
  await store.close()
}
