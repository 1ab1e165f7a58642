import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, done, run, type Child } from './support/child.ts'
import { temporaryFolder, until } from './support/server.ts'
import { joinAs } from './support/typist.ts'

buildCommandLine()

/** From now on every sync to disk of the process fails; returns what ends that, `undefined` where this machine lets us not. */
async function failSyncs(pid: number): Promise<(() => Promise<void>) | undefined> {
  if (spawnSync('strace', ['-V']).status !== 0) return undefined
  const calls = 'fsync,fdatasync'
  const args = ['-f', '-p', String(pid), '-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO`]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => void strace.kill('SIGKILL'))
  let said = ''
  strace.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(strace, 'exit')
  await until(() => /attached|not permitted/.test(said) || strace.exitCode !== null, 'strace has said whether it may')
  if (!said.includes('attached')) return undefined
  return async () => {
    strace.kill('SIGINT')
    await ended
  }
}

async function open(folder: string, server: Child) {
  const [, base = ''] = await server.prints(/is at (http:\S+)/)
  const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
  const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who)) as Record<string, string>
  return { base, document: `${workspaceId}/plan`, token: token as string }
}

test('a sync to disk that fails: nothing of it is acknowledged or shown, and all is kept when syncs succeed again', async ({
  skip,
}) => {
  const folder = temporaryFolder()
  const server = run(folder, ['serve'])
  const where = await open(folder, server)
  const [writer, stock, reader] = [joinAs('socket', where), joinAs('stock', where), joinAs('socket', where)]
  writer.write()
  stock.write()
  await until(() => reader.has([...writer.written(), ...stock.written()]) && writer.isSaved(), 'both are on disk')
  const before = [...writer.acknowledged()]

  const succeedAgain = await failSyncs(server.process.pid ?? 0)
  if (succeedAgain === undefined) return skip('there is no strace here, or it may not attach')
  const isHealthy = async () => (await fetch(`${where.base}/health`)).status === 200
  writer.write()
  stock.write()
  for (let i = 0; i < 200 && (await isHealthy()); i++) await new Promise(resolve => setTimeout(resolve, 10))
  expect(await isHealthy()).toBe(false)
  writer.write()
  // Longer than it takes to try again, once or twice in vain.
  await new Promise(resolve => setTimeout(resolve, 2_500))
  expect(await isHealthy()).toBe(false)
  expect(writer.acknowledged()).toEqual(before)
  expect(reader.seen()).toHaveLength(2)

  await succeedAgain()
  await until(() => reader.has([...writer.written(), ...stock.written()]), 'what was typed meanwhile arrives')
  await until(() => writer.isSaved() && writer.acknowledged().length === 3, 'and is acknowledged')
  expect(await isHealthy()).toBe(true)
  const seen = reader.seen()
  for (const typist of [writer, stock, reader]) typist.leave()
  server.process.kill('SIGKILL')
  await server.ended
  expect(verifyFile(join(folder, 'barycentre.sqlite')).findings).toEqual([])
  const again = run(folder, ['serve'])
  const late = joinAs('socket', await open(folder, again))
  await until(() => late.has(seen), 'it was on disk when it was shown')
  late.leave()
  again.process.kill('SIGKILL')
  await again.ended
})

test('a server that stands still for longer than a silent connection may: nobody is sent away, and nothing is lost', async () => {
  const folder = temporaryFolder()
  const server = run(folder, ['serve'], { FIRST_MESSAGE_SECONDS: '2' })
  const where = await open(folder, server)
  const typists = [joinAs('socket', where), joinAs('stock', where), joinAs('requests', where)]
  for (const typist of typists) typist.write()
  const hasAll = () => {
    const all = typists.flatMap(typist => typist.written())
    return typists.every(typist => typist.has(all) && typist.isSaved())
  }
  await until(hasAll, 'everybody has what everybody wrote')
  server.process.kill('SIGSTOP')
  for (let i = 0; i < 20; i++) {
    for (const typist of typists) typist.write()
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  // Comes while nobody is there to hear: the system takes the connection all the same.
  const late = joinAs('socket', where)
  await new Promise(resolve => setTimeout(resolve, 500))
  server.process.kill('SIGCONT')
  await until(hasAll, 'everybody has all of it')
  await until(() => late.has(typists[0]?.written() ?? ['nothing']), 'the late one too')
  expect([typists[0]?.closes(), typists[1]?.closes(), late.closes()]).toEqual([0, 0, 0])
  for (const typist of [...typists, late]) typist.leave()
  server.process.kill('SIGTERM')
  expect((await server.ended).code).toBe(0)
  expect(verifyFile(join(folder, 'barycentre.sqlite')).findings).toEqual([])
})
