// CUTS and SEED make it longer and other: `npm run nightly -- cuts` does.
import { seededRandom } from '@barycentre/kit'
import { beforeEach, expect, test, vi } from 'vitest'
import { buildCommandLine } from './support/child.ts'
import { Promises } from './support/kept-edits.ts'
import { buildPlatters, type Failing } from './support/platter.ts'
import { isUp, pause, prepare } from './support/restartable.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinAs } from './support/typist.ts'

const cuts = Number(process.env['CUTS'] ?? 5)
const seed = Number(process.env['SEED'] ?? 3)
const secondsEach = 12

buildCommandLine()

// The stock provider prints each refusal.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue())

/** A sync may fail at the log, at the file, and at both. */
const kinds: readonly Failing[] = ['-wal', '.sqlite', '']

test(
  `${cuts} power cuts, on a disk whose syncs fail now and then: nothing that was promised is lost`,
  async ({ skip }) => {
    const platterOf = buildPlatters()
    if (typeof platterOf === 'string') return skip(platterOf)
    const random = seededRandom(seed)
    let folder = temporaryFolder()
    const { base, token, documents, begin } = await prepare(folder)
    const typists = documents.flatMap(document =>
      (['socket', 'socket', 'requests', 'stock'] as const).map(way => joinAs(way, { base, document, token })),
    )
    const health = async () => (await (await fetch(`${base}/health`)).json()) as Health
    const promises = new Promises()
    let failures = 0
    for (let round = 0; round < cuts; round++) {
      const platter = platterOf(folder, seed + round)
      const server = begin(folder, platter.environment)
      await isUp(server)
      for (const typist of typists) typist.comeBack()
      const isWriting = { now: true }
      const writing = (async () => {
        while (isWriting.now) {
          for (const typist of typists) if (random() < 0.3) typist.write()
          await pause(random() * 8)
        }
      })()
      await pause(200 + random() * 300)
      // The power goes in good times, while nothing can be kept, and after that.
      const [fails, heals] = [round % 5 !== 0, round % 2 === 0]
      if (fails) {
        const what = kinds[round % kinds.length] as Failing
        platter.failSyncs(what)
        // Of the file alone nobody hears: it is synced now and then, and what is in the log is not taken from it before.
        if (what !== '.sqlite') {
          await untilAsync(async () => isFailing(await health()), 'it is known that nothing can be kept')
          failures++
        }
        await pause(random() * 1_500)
        if (heals) {
          platter.heal()
          await untilAsync(async () => (await health()).status === 'ok', 'all is kept again')
          await pause(random() * 800)
        }
      }
      server.process.kill('SIGKILL')
      await server.ended
      isWriting.now = false
      await writing
      await promises.expectKept(platter.folder, typists, `cut ${round}`)
      folder = platter.folder
    }
    const last = begin(folder)
    await isUp(last)
    for (const typist of typists) typist.comeBack()
    for (const document of documents) {
      const here = typists.filter(typist => typist.document === document)
      const all = here.flatMap(typist => typist.written())
      await until(() => here.every(typist => typist.has(all)), `everybody has all ${all.length} edits of ${document}`)
      expect(new Set(here.map(typist => typist.hash())).size).toBe(1)
    }
    for (const typist of typists) typist.leave()
    const { acknowledged, seen } = promises
    expect(failures).toBeGreaterThan(0)
    expect(acknowledged.size).toBeGreaterThan(cuts * 10)
    expect(seen.size).toBeGreaterThan(cuts * 10)
    if (process.env['CUTS'] !== undefined)
      console.log(
        `seed ${seed}, ${cuts} power cuts, ${failures} with failed syncs before: ${acknowledged.size} edits acknowledged ` +
          `and ${seen.size} seen by others, 0 lost`,
      )
  },
  60_000 + cuts * secondsEach * 1_000,
)

test('a failed sync: nothing is acknowledged that is not on disk, all is told, and all goes on without a reload', async ({
  skip,
}) => {
  const platterOf = buildPlatters()
  if (typeof platterOf === 'string') return skip(platterOf)
  const folder = temporaryFolder()
  const { base, token, documents, begin } = await prepare(folder)
  const platter = platterOf(folder, seed)
  const server = begin(folder, { ...platter.environment, METRICS_TOKEN: metricsToken })
  await isUp(server)
  const [document] = documents
  const ways = ['socket', 'requests', 'stock'] as const
  const typists = ways.map(way => joinAs(way, { base, document, token }))
  const everybodyHasAll = () => {
    const all = typists.flatMap(typist => typist.written())
    return typists.every(typist => typist.has(all) && typist.isSaved())
  }
  for (const typist of typists) typist.write()
  await until(everybodyHasAll, 'before')
  const before = typists.map(typist => typist.acknowledged().length)

  platter.failSyncs('')
  for (const typist of typists) typist.write()
  const health = async () => (await fetch(`${base}/health`)).json() as Promise<Health>
  await untilAsync(async () => isFailing(await health()), 'it is known that nothing can be kept')
  for (const typist of typists) typist.write()
  const newcomer = joinAs('stock', { base, document, token })
  await until(() => newcomer.has(typists.flatMap(typist => typist.written().slice(0, 1))), 'what is kept can be read')
  // Longer than it takes to try again, in vain.
  await pause(1_300)
  expect(typists.map(typist => typist.acknowledged().length)).toEqual(before)
  expect(typists.map(typist => typist.isSaved())).toEqual([false, false, true])
  expect(newcomer.seen()).toHaveLength(3)
  expect(isFailing(await health())).toBe(true)
  const metrics = await (
    await fetch(`${base}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  ).text()
  expect(metrics).toMatch(/^barycentre_storage_failing 1$/m)
  expect(metrics).toMatch(/^barycentre_faults_total\{code="storage"\} [1-9]/m)
  expect(metrics).toMatch(/^barycentre_refused_updates_total\{code="storage"\} [1-9]/m)

  platter.heal()
  await until(everybodyHasAll, 'all of it is kept, and everybody has it')
  expect((await health()).status).toBe('ok')
  expect(typists.map(typist => typist.closes())).toEqual([0, 0, 0])
  expect(server.said()).toMatch(/nothing can be kept.*disk I\/O error.*|disk I\/O error.*nothing can be kept/s)
  server.process.kill('SIGKILL')
  await server.ended
  await new Promises().expectKept(platter.folder, typists, 'in the end')
  for (const typist of [...typists, newcomer]) typist.leave()
})

const metricsToken = 'a-token-that-is-long-enough'

interface Health {
  readonly status: string
  readonly reasons: readonly { readonly code: string; readonly reason?: string }[]
}

function isFailing({ reasons }: Health): boolean {
  return reasons.some(({ code, reason }) => code === 'storage' && reason?.includes('disk I/O error') === true)
}

async function untilAsync(fact: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 15_000
  while (!(await fact())) {
    if (Date.now() > deadline) throw new Error(`Did not come about: ${what}`)
    await pause(20)
  }
}
