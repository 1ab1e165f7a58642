// KILLS and SEED make it longer and other: `npm run nightly -- kills` does.
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { seededRandom } from '@barycentre/kit'
import { openDatabase, openSqliteStore } from '@barycentre/store-sqlite'
import { documentName } from '@barycentre/sync'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, done, run, type Child } from './support/child.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinAs } from './support/typist.ts'

const kills = Number(process.env['KILLS'] ?? 20)
const seed = Number(process.env['SEED'] ?? 7)
const secondsEach = 6

buildCommandLine()

test(
  `kill -9 at ${kills} random moments: nothing is lost that was acknowledged or that others had seen`,
  async () => {
    const random = seededRandom(seed)
    const folder = temporaryFolder()
    const port = await freePort()
    const begin = () => run(folder, ['serve'], { PORT: String(port) })
    let server = begin()
    await isUp(server)
    const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
    const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who)) as Record<string, string>
    const documents = [`${workspaceId}/plan`, `${workspaceId}/text/vision`]
    const typists = documents.flatMap(document =>
      (['socket', 'socket', 'requests', 'stock'] as const).map(way =>
        joinAs(way, { base: `http://127.0.0.1:${port}`, document, token: token as string }),
      ),
    )
    let promised = 0
    let seen = 0
    for (let round = 0; round < kills; round++) {
      // Now and then while it is only starting, mostly while everybody is typing.
      if (random() < 0.15) {
        await pause(random() * 250)
      } else {
        await isUp(server)
        for (const typist of typists) typist.comeBack()
        const end = Date.now() + 30 + random() ** 2 * 800
        while (Date.now() < end) {
          for (const typist of typists) if (random() < 0.5) typist.write()
          await pause(random() * 4)
        }
      }
      server.process.kill('SIGKILL')
      await server.ended
      const file = await readFile(folder, documents)
      for (const typist of typists) {
        const onDisk = file.get(typist.document) as ReadonlySet<string>
        const lost = [...typist.acknowledged(), ...typist.seen()].filter(id => !onDisk.has(id))
        expect(lost, `round ${round}, ${typist.way}`).toEqual([])
        promised += typist.acknowledged().length
        seen += typist.seen().length
      }
      server = begin()
    }
    await isUp(server)
    for (const typist of typists) typist.comeBack()
    for (const document of documents) {
      const here = typists.filter(typist => typist.document === document)
      const all = here.flatMap(typist => typist.written())
      await until(() => here.every(typist => typist.has(all)), `everybody has all ${all.length} edits of ${document}`)
      expect(new Set(here.map(typist => typist.hash())).size).toBe(1)
      await until(() => here.every(typist => typist.isSaved()), 'and knows that all is saved')
    }
    for (const typist of typists) typist.leave()
    server.process.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    expect(verifyFile(join(folder, 'barycentre.sqlite')).findings).toEqual([])
    // A run in which nothing was promised would hold everything.
    expect(promised).toBeGreaterThan(kills * 10)
    expect(seen).toBeGreaterThan(kills * 10)
    if (process.env['KILLS'] !== undefined)
      console.log(
        `${kills} kills: ${promised} looks at acknowledged edits, ${seen} at edits that others had seen, 0 lost`,
      )
  },
  60_000 + kills * secondsEach * 1_000,
)

/** The ids that the file holds of each document; first it is looked whether the file is sound. */
async function readFile(
  folder: string,
  documents: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const path = join(folder, 'barycentre.sqlite')
  expect(verifyFile(path).findings).toEqual([])
  const database = openDatabase(path)
  const store = openSqliteStore(database)
  try {
    const found = new Map<string, ReadonlySet<string>>()
    for (const document of documents) {
      const doc = new Y.Doc()
      for (const { update } of await store.read(documentName(document))) Y.applyUpdate(doc, update)
      found.set(document, new Set(doc.getMap('ids').keys()))
      doc.destroy()
    }
    return found
  } finally {
    await store.close()
    database.close()
  }
}

async function isUp(server: Child): Promise<void> {
  await server.prints(/is at (http:\S+)/)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
