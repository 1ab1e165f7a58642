import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  decodeExtension,
  decodeMessage,
  encodeExtension,
  encodeStep1,
  encodeUpdate,
  protocolVersion,
} from '@barycentre/sync'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { verifyFile } from '../src/storage/verify-file.ts'
import { buildCommandLine, done, run } from './support/child.ts'
import { connected, type RawClient } from './support/raw-client.ts'
import { openTestServer, temporaryFolder, until } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

buildCommandLine()

/** The connection that the server itself writes through: a full disk is made for it alone. */
function watchConnections(): { of(folder: string): DatabaseSync } {
  const opened = new Set<unknown>()
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec')
  onTestFinished(() => exec.mockRestore())
  return {
    of(folder) {
      for (const database of exec.mock.contexts) opened.add(database)
      const found = [...opened].find(
        (each): each is DatabaseSync =>
          each instanceof DatabaseSync && each.isOpen && each.location() === join(folder, 'barycentre.sqlite'),
      )
      if (found === undefined) throw new Error('The server has a connection')
      return found
    },
  }
}

const hello = encodeExtension({
  kind: 'hello',
  protocol: protocolVersion,
  schema: '1',
  capabilities: [],
  client: 0,
  sequence: 0,
  chain: 0,
})

function extensions({ heard }: RawClient) {
  return heard.flatMap(frame => {
    const message = (frame[0] ?? 0) >= 64 ? decodeExtension(frame) : undefined
    return message === undefined ? [] : [message]
  })
}

/** How often it has been asked for what it has made. */
function stepsAsked({ heard }: RawClient): number {
  return heard.filter(frame => (frame[0] ?? 64) < 64 && decodeMessage(frame).kind === 'step-1').length
}

test('a full disk: said within 100 ms, read on meanwhile, and all drained within 5 s of there being room, without a reconnection', async () => {
  const connections = watchConnections()
  const folder = temporaryFolder()
  const server = await openTestServer(folder)
  const room = `${server.workspaceIds[1]}/plan`
  const token = async () => (await server.token('planner')).token
  const [writer, reader] = [
    await joinStock(server.base, room, { token: await token() }),
    await joinStock(server.base, room, { token: await token() }),
  ]
  let closes = 0
  for (const { provider } of [writer, reader]) provider.on('connection-close', () => closes++)
  const raw = await connected(`${server.base.replace('http', 'ws')}/sync/${room}?token=${await token()}`)
  raw.send(hello)
  raw.send(encodeStep1(Y.encodeStateVector(new Y.Doc())))
  writer.doc.getMap('m').set('before', 'x'.repeat(5_000))
  await until(() => reader.doc.getMap('m').has('before'), 'it is on disk')

  // No page more. What is in the file can still be written over, so it takes a few rows until nothing goes.
  const database = connections.of(folder)
  const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number }
  database.exec(`PRAGMA max_page_count = ${pages}`)
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  doc.getMap('raw').set('k', 'y'.repeat(20_000))
  const sentAt = performance.now()
  raw.send(encodeUpdate(updates[0] as Uint8Array))
  await until(() => extensions(raw).some(message => message.kind === 'refused'), 'it is refused')
  expect(performance.now() - sentAt).toBeLessThan(100)
  const told = extensions(raw)
  expect(told.find(message => message.kind === 'refused')).toMatchObject({ code: 'storage', frame: 1 })
  expect(told.find(message => message.kind === 'access')).toMatchObject({ write: 0, code: 'storage' })

  const health = await fetch(`${server.base}/health`)
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({
    status: 'failing',
    reasons: [{ code: 'storage', reason: expect.stringContaining('full') }],
  })
  // Nobody is told of what is not on disk; who comes now is given what is.
  for (let i = 0; i < 20; i++) writer.doc.getText('t').insert(i, String(i % 10))
  const late = await joinStock(server.base, room, { token: await token() })
  expect(late.doc.getMap('m').has('before')).toBe(true)
  expect(late.doc.getText('t').length + late.doc.getMap('raw').size).toBe(0)
  expect(reader.doc.getText('t').length).toBe(0)
  // Longer than it takes to try again, once or twice in vain.
  await new Promise(resolve => setTimeout(resolve, 1_500))
  expect((await fetch(`${server.base}/health`)).status).toBe(503)

  database.exec(`PRAGMA max_page_count = ${2 ** 30}`)
  const roomAt = performance.now()
  await until(() => reader.doc.getText('t').toString() === '01234567890123456789', 'what was typed meanwhile arrives')
  await until(() => late.doc.getText('t').length === 20, 'at everybody')
  await until(() => extensions(raw).some(message => message.kind === 'access' && message.write === 1), 'it may write')
  expect(stepsAsked(raw)).toBe(2)
  expect(performance.now() - roomAt).toBeLessThan(5_000)
  expect(closes).toBe(0)
  expect(raw.isOpen).toBe(true)
  expect((await fetch(`${server.base}/health`)).status).toBe(200)
  expect(verifyFile(join(folder, 'barycentre.sqlite')).findings).toEqual([])
})

/** A disk of so many bytes in the folder, if this machine lets us make one. */
function mountSmallDisk(folder: string, bytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return false
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder], { stdio: 'ignore' }))
  return true
}

test('a disk that is really full, under the built server: the same, and what was acknowledged is there after kill -9', async ({
  skip,
}) => {
  const folder = temporaryFolder()
  if (!mountSmallDisk(folder, 16 * 1024 * 1024))
    return skip('mounting a small disk takes rights that this user has not')
  const server = run(folder, ['serve'])
  const [, base = ''] = await server.prints(/is at (http:\S+)/)
  const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
  const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who))
  const room = `${workspaceId}/plan`
  const [writer, reader] = [await joinStock(base, room, { token }), await joinStock(base, room, { token })]
  let closes = 0
  for (const { provider } of [writer, reader]) provider.on('connection-close', () => closes++)
  const text = writer.doc.getText('t')
  text.insert(0, 'before')
  await until(() => reader.doc.getText('t').toString() === 'before', 'it is on disk')

  const ballast = join(folder, 'ballast')
  expect(() => writeFileSync(ballast, new Uint8Array(32 * 1024 * 1024))).toThrow('ENOSPC')
  const isHealthy = async () => (await fetch(`${base}/health`)).status === 200
  // The log has some room of its own left: it takes a few sentences until nothing goes.
  for (let i = 0; i < 500 && (await isHealthy()); i++) text.insert(0, `${i} ${'z'.repeat(2_000)}\n`)
  expect(await isHealthy()).toBe(false)
  text.insert(0, 'typed while the disk was full ')
  const late = await joinStock(base, room, { token })
  expect(late.doc.getText('t').toString()).toContain('before')

  rmSync(ballast)
  const roomAt = performance.now()
  await until(() => late.doc.getText('t').toString() === text.toString(), 'all of it arrives')
  await until(() => reader.doc.getText('t').toString() === text.toString(), 'at everybody')
  expect(performance.now() - roomAt).toBeLessThan(5_000)
  expect(closes).toBe(0)
  expect(await isHealthy()).toBe(true)
  await until(() => /nothing can be kept.*everything can be kept again/s.test(server.said()), 'the log says both')

  const seen = reader.doc.getText('t').toString()
  for (const { provider } of [writer, reader, late]) provider.destroy()
  server.process.kill('SIGKILL')
  await server.ended
  expect(verifyFile(join(folder, 'barycentre.sqlite')).findings).toEqual([])
  const again = run(folder, ['serve'])
  const [, newBase = ''] = await again.prints(/is at (http:\S+)/)
  const after = await joinStock(newBase, room, { token })
  expect(after.doc.getText('t').toString()).toBe(seen)
  after.provider.destroy()
  again.process.kill('SIGKILL')
  await again.ended
})
