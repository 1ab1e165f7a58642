// KILLS and SEED make it longer and other: `npm run nightly -- kills` does.
import { join } from 'node:path'
import { seededRandom } from '@barycentre/kit'
import { expect, test } from 'vitest'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, run } from './support/child.ts'
import { Promises } from './support/kept-edits.ts'
import { isUp, pause, prepare } from './support/restartable.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinAs, type Typist } from './support/typist.ts'

const kills = Number(process.env['KILLS'] ?? 20)
const seed = Number(process.env['SEED'] ?? 7)
const secondsEach = 6

buildCommandLine()

test(
  `kill -9 at ${kills} random moments: nothing is lost that was acknowledged or that others had seen`,
  async () => {
    const random = seededRandom(seed)
    const folder = temporaryFolder()
    const { base, token, documents, begin } = await prepare(folder)
    const joinOne = (document: string, way: Typist['way']) => joinAs(way, { base, document, token })
    // Small enough that documents are folded aside, and large enough that a kill finds it under way.
    const environment = { FOLD_ASIDE_BYTES: '4KiB' }
    let server = begin(folder, environment)
    const typists = documents.flatMap(document =>
      (['socket', 'socket', 'requests', 'stock'] as const).map(way => joinOne(document, way)),
    )
    const promises = new Promises()
    for (let round = 0; round < kills; round++) {
      const chance = random()
      // Now and then while it is only starting, or answers its first newcomers; mostly while everybody is typing.
      if (chance < 0.15) {
        await pause(random() * 250)
      } else {
        await isUp(server)
        for (const typist of typists) typist.comeBack()
        const end = Date.now() + 30 + random() ** 2 * 800
        while (Date.now() < end) {
          for (const typist of typists) if (random() < 0.5) typist.write()
          await pause(random() * 4)
        }
        // Or in the very turn in which much has arrived.
        if (chance < 0.4) for (const typist of typists) for (let i = 0; i < 40; i++) typist.write()
        if (chance < 0.4) await pause(random() * 6)
      }
      server.process.kill('SIGKILL')
      await server.ended
      await promises.expectKept(folder, typists, `round ${round}`)
      server = begin(folder, environment)
    }
    await isUp(server)
    for (const typist of typists) typist.comeBack()
    for (const document of documents) {
      const here = typists.filter(typist => typist.document === document)
      const all = here.flatMap(typist => typist.written())
      await until(() => here.every(typist => typist.has(all)), `everybody has all ${all.length} edits of ${document}`)
      await until(() => here.every(typist => typist.isSaved()), 'and knows that all is saved')
      const newcomer = joinOne(document, 'stock')
      await until(() => newcomer.has(all), 'and so has who comes now')
      expect(new Set([...here, newcomer].map(typist => typist.hash())).size).toBe(1)
      newcomer.leave()
    }
    for (const typist of typists) typist.leave()
    server.process.kill('SIGTERM')
    expect((await server.ended).code).toBe(0)
    expect((await run(folder, ['verify']).ended).code).toBe(0)
    const { checkpoints, rows } = verifyFile(join(folder, 'barycentre.sqlite'))
    const { acknowledged, seen } = promises
    // A run in which nothing was promised would hold everything, and one in which nothing was folded proves nothing of that.
    expect(acknowledged.size).toBeGreaterThan(kills * 10)
    expect(seen.size).toBeGreaterThan(kills * 10)
    expect(checkpoints).toBe(documents.length)
    if (process.env['KILLS'] !== undefined)
      console.log(
        `seed ${seed}, ${kills} kills: ${acknowledged.size} edits acknowledged and ${seen.size} seen by others before a kill, ` +
          `0 lost; ${rows} rows`,
      )
  },
  60_000 + kills * secondsEach * 1_000,
)
