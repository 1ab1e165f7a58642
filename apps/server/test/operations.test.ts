import { encodeStep1, encodeUpdate } from '@barycentre/sync'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { buildCommandLine, done, run, type Child } from './support/child.ts'
import { connect, connected } from './support/raw-client.ts'
import { openTestServer, temporaryFolder, until } from './support/server.ts'
import { closeCodeOf, upgradedByHand } from './support/wire.ts'

buildCommandLine()

const metricsToken = 'a-token-that-is-long-enough'
const empty = encodeStep1(Y.encodeStateVector(new Y.Doc()))

function updateThat(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

/** A server, and a connection to it that never says goodbye, so that going away takes its time. */
async function withClinging(): Promise<{ server: Child; base: string; url: string }> {
  const folder = temporaryFolder()
  const server = run(folder, ['serve'])
  const [, base = ''] = await server.prints(/is at (http:\S+)/)
  const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
  const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who))
  const path = `/sync/${workspaceId}/plan?token=${token}`
  await upgradedByHand(Number(new URL(base).port), path)
  return { server, base, url: `${base.replace('http', 'ws')}${path}` }
}

describe('health', () => {
  test('is green with what it always said', async () => {
    const { base } = await openTestServer()
    const answer = await fetch(`${base}/health`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      reasons: [],
      version: expect.any(String),
      store: { kind: 'sqlite' },
      rooms: { open: 0, sessions: 0 },
      faults: { storage: 0, checkpoint: 0, malformed: 0, socket: 0 },
    })
  })

  test('is red while the server goes away', async () => {
    const { server, base } = await withClinging()
    server.process.kill('SIGTERM')
    await until(() => server.said().includes('saving what has arrived'), 'it has heard')
    const answer = await fetch(`${base}/health`)
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ status: 'failing', reasons: [{ code: 'going-away' }] })
    expect((await server.ended).code).toBe(0)
  })
})

describe('metrics', () => {
  const ask = (base: string, token?: string) =>
    fetch(`${base}/metrics`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })

  test('are nowhere unless there is a token for them, and nobody without it is told', async () => {
    const without = await openTestServer()
    expect((await ask(without.base, metricsToken)).status).toBe(404)
    const { base } = await openTestServer(temporaryFolder(), { METRICS_TOKEN: metricsToken })
    expect((await ask(base)).status).toBe(401)
    expect((await ask(base, `${metricsToken}r`)).status).toBe(401)
    expect((await ask(base, metricsToken)).status).toBe(200)
  })

  test('say what has come and gone, been refused and kept', async () => {
    const test = await openTestServer(temporaryFolder(), { METRICS_TOKEN: metricsToken })
    const at = `${test.base.replace('http', 'ws')}/sync/${test.workspaceIds[1]}/plan?token=`
    const planner = await connected(`${at}${(await test.token('planner')).token}`)
    const reader = await connected(`${at}${(await test.token('reader')).token}`)
    const broken = await upgradedByHand(
      test.server.port,
      `${at.replace(/^.*(?=\/sync)/, '')}${(await test.token('reader')).token}`,
    )
    planner.send(empty)
    reader.send(encodeUpdate(updateThat(doc => doc.getMap('m').set('k', 'mine'))))
    planner.send(encodeUpdate(updateThat(doc => doc.getMap('m').set('k', 'ours'))))
    const ended = closeCodeOf(broken)
    broken.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]))
    await until(() => reader.heard.length > 0 && planner.heard.length > 1, 'both have been answered')
    expect(await ended).toBe(1002)
    const text = await (await ask(test.base, metricsToken)).text()
    const valueOf = (name: string) =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])
    expect(valueOf('barycentre_rooms')).toBe(1)
    expect(valueOf('barycentre_connections')).toBe(2)
    expect(valueOf('barycentre_connections_silent')).toBe(0)
    expect(valueOf('barycentre_connections_paused')).toBe(0)
    expect(valueOf('barycentre_connections_behind')).toBe(0)
    expect(valueOf('barycentre_received_messages_total')).toBe(3)
    expect(valueOf('barycentre_received_updates_total')).toBe(2)
    expect(valueOf('barycentre_received_bytes_total')).toBeGreaterThan(30)
    expect(valueOf('barycentre_sent_bytes_total')).toBeGreaterThan(10)
    expect(valueOf('barycentre_refused_updates_total{code="read-only"}')).toBe(1)
    expect(valueOf('barycentre_broken_connections_total{code="WS_ERR_INVALID_OPCODE"}')).toBe(1)
    expect(valueOf('barycentre_commit_seconds_count')).toBe(1)
    expect(valueOf('barycentre_storage_failing')).toBe(0)
    expect(valueOf('barycentre_log_rows')).toBeGreaterThan(0)
    expect(valueOf('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  })
})

describe('told to stop', () => {
  test('it lets nobody in any more, and says why', async () => {
    const { server, url } = await withClinging()
    server.process.kill('SIGTERM')
    await until(() => server.said().includes('saving what has arrived'), 'it has heard')
    const late = await connect(url)
    expect(late).toMatchObject({ status: 503, body: expect.stringContaining('going-away') })
    expect((await server.ended).code).toBe(0)
  })

  test('a second signal does not end it in the middle of saving', async () => {
    const { server } = await withClinging()
    server.process.kill('SIGTERM')
    await until(() => server.said().includes('saving what has arrived'), 'it has heard')
    server.process.kill('SIGINT')
    const { code, said } = await server.ended
    expect([code, said]).toEqual([0, expect.stringMatching(/"msg":"still saving.*"msg":"closed"/s)])
  })

  test('the third one does', async () => {
    const { server } = await withClinging()
    server.process.kill('SIGTERM')
    await until(() => server.said().includes('saving what has arrived'), 'it has heard')
    server.process.kill('SIGTERM')
    await until(() => server.said().includes('still saving'), 'it has heard again')
    server.process.kill('SIGTERM')
    expect((await server.ended).code).toBe(1)
  })
})

test('the log is JSON, a line for each thing, and names people by their ids alone', async () => {
  const folder = temporaryFolder()
  const server = run(folder, ['serve'], { LOG_LEVEL: 'debug' })
  const [, base = '', secret = ''] = await server.prints(/First person \(owner\): (http:\S+)\/join\/(\S+)/)
  const joined = await fetch(`${base}/api/join`, {
    method: 'POST',
    headers: { 'x-barycentre': '1' },
    body: JSON.stringify({ secret, name: 'Ada Ndiaye', entity: 'DPKO' }),
  })
  const { workspaceIds } = (await joined.json()) as { workspaceIds: string[] }
  const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? ''
  const client = await connected(`${base.replace('http', 'ws')}/sync/${workspaceIds[1]}/plan`, { headers: { cookie } })
  client.send(encodeUpdate(updateThat(doc => doc.getMap('m').set('k', 'confidential'))))
  client.send(new Uint8Array([1, 4, 9, 9, 9, 9]))
  client.send(empty)
  await until(() => client.heard.length > 0, 'it is answered')
  server.process.kill('SIGTERM')
  const { said } = await server.ended
  const lines = said
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  for (const line of lines) {
    expect(line).toMatchObject({
      level: expect.stringMatching(/^(debug|info)$/),
      time: expect.any(String),
      msg: expect.any(String),
    })
  }
  expect(lines.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['listening', 'connected', 'disconnected', 'closed']),
  )
  for (const personal of ['Ada', 'confidential', secret, cookie.split('=')[1] as string])
    expect(said).not.toContain(personal)
})
