import { connect as connectSocket } from 'node:net'
import { orderKeyBetween } from '@barycentre/kit'
import { Local, openPlanDoc } from '@barycentre/plan-doc'
import { normalisePlanFile } from '@barycentre/plan'
import { proseSchema } from '@barycentre/prose'
import { decodeMessage, encodeStep1, encodeUpdate } from '@barycentre/sync'
import { Schema } from '@tiptap/pm/model'
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openLog } from '../src/operations/log.ts'
import { startServer } from '../src/server.ts'
import demo from '@barycentre/plan/demo' with { type: 'json' }
import { connect, connected } from './support/raw-client.ts'
import { configFor, openTestServer, temporaryFolder, until, type TestServer } from './support/server.ts'
import { joinStock } from './support/stock-client.ts'

function syncUrl({ base, workspaceIds }: TestServer, document = 'plan', query = ''): string {
  return `${base.replace('http', 'ws')}/sync/${workspaceIds[1]}/${document}${query}`
}

/** An update that a well-behaved client would send. */
function updateThat(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

function hears(heard: readonly Uint8Array[], ...kinds: string[]): boolean {
  return heard.some(frame => kinds.includes(decodeMessage(frame).kind))
}

describe('stock clients', () => {
  test('the WebsocketProvider of y-websocket joins with a token and converges with a second one and with a PlanDoc', async () => {
    const test = await openTestServer()
    const { token } = await test.token('planner')
    const room = `${test.workspaceIds[1]}/plan`
    const [one, two] = await Promise.all([joinStock(test.base, room, { token }), joinStock(test.base, room, { token })])
    const planDoc = openPlanDoc(one.doc)
    planDoc.transact(new Local('test'), draft =>
      draft.create({
        kind: 'objective',
        id: 'o1',
        orderKey: orderKeyBetween(undefined, undefined),
        title: 'Hold the line',
      }),
    )
    const other = openPlanDoc(two.doc)
    await until(() => other.plan().objective.get('o1')?.title === 'Hold the line', 'the objective arrives')
    two.doc.getText('prose/objective/o1/needStatement').insert(0, 'because')
    await until(
      () => one.doc.getText('prose/objective/o1/needStatement').toString() === 'because',
      'and one comes back',
    )
    expect(Y.encodeStateVector(one.doc)).toEqual(Y.encodeStateVector(two.doc))
    expect(test.faults).toEqual([])
  })

  test('what one wrote is there after the server has been stopped and started', async () => {
    const folder = temporaryFolder()
    const before = await openTestServer(folder)
    const { token } = await before.token('planner')
    const room = `${before.workspaceIds[1]}/plan`
    const one = await joinStock(before.base, room, { token })
    one.doc.getMap('probe').set('kept', true)
    const reader = await joinStock(before.base, room, { token })
    await until(() => reader.doc.getMap('probe').get('kept') === true, 'somebody else sees it')
    one.provider.destroy()
    reader.provider.destroy()
    await before.server.close()

    const again = await startServer(configFor(folder), openLog('silent'))
    if (!again.ok) throw new Error(again.error)
    const late = await joinStock(`http://127.0.0.1:${again.value.port}`, room, { token })
    expect(late.doc.getMap('probe').get('kept')).toBe(true)
    late.provider.destroy()
    await again.value.close()
  })

  test('import, co-editing nothing, export through a live server is lossless', async () => {
    const test = await openTestServer()
    const [id] = test.workspaceIds
    const { token } = await test.token('planner', id)
    const { doc } = await joinStock(test.base, `${id}/plan`, { token, schema: '1' })
    const text = await joinStock(test.base, `${id}/text/vision`, { token, schema: '1' })
    expect(openPlanDoc(doc).plan().objective.size).toBe(13)
    expect(text.doc.getXmlFragment('prose').toString()).toContain('Velanga has one army')
    const exported = await (await test.ask('GET', `/api/workspaces/${id}/export`)).json()
    expect(exported).toEqual(normalisePlanFile(demo))
  })
})

describe('who is let in', () => {
  test('without cookie or token: 401', async () => {
    const test = await openTestServer()
    const outcome = await connect(syncUrl(test))
    expect(outcome).toMatchObject({ status: 401 })
    expect('body' in outcome && JSON.parse(outcome.body)).toMatchObject({ code: 'not-signed-in' })
  })

  test('with the cookie, but from a page of another origin: 403', async () => {
    const test = await openTestServer()
    const headers = { cookie: test.cookie }
    expect(await connect(syncUrl(test), { headers, origin: 'https://elsewhere.example' })).toMatchObject({
      status: 403,
    })
    expect(await connect(syncUrl(test), { headers, origin: test.base })).toMatchObject({ status: 101 })
  })

  test('a token is taken as parameter, as bearer and as subprotocol; one that is not valid is refused', async () => {
    const test = await openTestServer()
    const { token } = await test.token('reader')
    expect(await connect(syncUrl(test, 'plan', `?token=${token}`))).toMatchObject({ status: 101 })
    expect(await connect(syncUrl(test), { headers: { authorization: `Bearer ${token}` } })).toMatchObject({
      status: 101,
    })
    expect(await connect(syncUrl(test), {}, [`barycentre.token.${token}`])).toMatchObject({ status: 101 })
    expect(await connect(syncUrl(test, 'plan', '?token=made-up'))).toMatchObject({ status: 401 })
  })

  test('a token to one workspace does not open another', async () => {
    const test = await openTestServer()
    const { token } = await test.token('owner', test.workspaceIds[0])
    expect(await connect(syncUrl(test, 'plan', `?token=${token}`))).toMatchObject({ status: 404 })
  })

  test.each(['plans', 'text/', 'text/..%2Fplan', 'text/%2e%2e', 'text/Vision', 'text/a/b', '../../etc', '%ff'])(
    'a document called %s does not exist',
    async document => {
      const test = await openTestServer()
      const outcome = await connect(syncUrl(test, document), { headers: { cookie: test.cookie } })
      expect(outcome).toMatchObject({ status: 404 })
    },
  )
})

describe('a reader', () => {
  test('that writes anyway is refused with the reason, and nothing changes for others or on disk', async () => {
    const test = await openTestServer()
    const planner = await joinStock(test.base, `${test.workspaceIds[1]}/plan`, {
      token: (await test.token('planner')).token,
    })
    const { token } = await test.token('reader')
    const intruder = await connected(syncUrl(test, 'plan', `?token=${token}`))
    intruder.send(encodeUpdate(updateThat(doc => doc.getMap('plan').set('plan/title', 'Mine now'))))
    await until(() => hears(intruder.heard, 'denied'), 'the refusal is said')
    planner.doc.getMap('probe').set('after', 1)
    const late = await joinStock(test.base, `${test.workspaceIds[1]}/plan`, { token })
    await until(() => late.doc.getMap('probe').get('after') === 1, 'a later write of a planner arrives')
    expect(planner.doc.getMap('plan').size).toBe(0)
    expect(late.doc.getMap('plan').size).toBe(0)
  })

  test('a client with an older schema is one: what its binding deletes for not knowing it stays for everybody', async () => {
    const test = await openTestServer()
    const { token } = await test.token('planner')
    const room = `${test.workspaceIds[1]}/text/vision`
    const current = await joinStock(test.base, room, { token, schema: '1' })
    const table = new Y.XmlElement('table')
    table.insert(0, [new Y.XmlElement('tableRow')])
    current.doc.getXmlFragment('prose').insert(0, [new Y.XmlElement('paragraph'), table])

    const old = await joinStock(test.base, room, { token, schema: '0' })
    await until(() => old.doc.getXmlFragment('prose').length === 2, 'the old client has the text')
    const withoutTables = new Schema({
      nodes: { doc: { content: 'paragraph+' }, paragraph: { group: 'block' }, text: {} },
    })
    // What a binding does when it draws a text with a node that its schema does not have: it deletes the node.
    yXmlFragmentToProseMirrorRootNode(old.doc.getXmlFragment('prose'), withoutTables)
    expect(old.doc.getXmlFragment('prose').toString()).not.toContain('table')

    current.doc.getMap('probe').set('after', 1)
    const late = await joinStock(test.base, room, { token, schema: '1' })
    await until(() => late.doc.getMap('probe').get('after') === 1, 'a later write arrives')
    for (const { doc } of [current, late]) expect(doc.getXmlFragment('prose').toString()).toContain('<table>')
    expect(proseSchema.nodes['table']).toBeDefined()
  })

  test('so is a client that names no schema, on a text', async () => {
    const test = await openTestServer()
    const { token } = await test.token('planner')
    const client = await connected(syncUrl(test, 'text/vision', `?token=${token}`))
    client.send(encodeUpdate(updateThat(doc => doc.getXmlFragment('prose').insert(0, [new Y.XmlElement('paragraph')]))))
    await until(() => hears(client.heard, 'denied'), 'the refusal is said')
  })
})

describe('whatever is sent', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['an unknown type', new Uint8Array([63, 1, 2, 3])],
    [
      'an update of random bytes',
      encodeUpdate(new Uint8Array(Array.from({ length: 200 }, (_, i) => (i * 167 + 13) % 256))),
    ],
    ['an update that ends early', encodeUpdate(updateThat(doc => doc.getMap('m').set('k', 'value')).subarray(0, 9))],
    ['a state vector of nonsense', new Uint8Array([0, 0, 3, 255, 255, 255])],
    ['presence of nonsense', new Uint8Array([1, 4, 9, 9, 9, 9])],
  ])('%s harms nobody: others go on writing', async (_what, frame) => {
    const test = await openTestServer()
    const { token } = await test.token('planner')
    const room = `${test.workspaceIds[1]}/plan`
    const [one, two] = await Promise.all([joinStock(test.base, room, { token }), joinStock(test.base, room, { token })])
    const rude = await connected(syncUrl(test, 'plan', `?token=${token}`))
    rude.send(frame)
    rude.send(encodeStep1(Y.encodeStateVector(new Y.Doc())))
    one.doc.getMap('probe').set('still', 'here')
    await until(() => two.doc.getMap('probe').get('still') === 'here', 'the others are not disturbed')
    const late = await joinStock(test.base, room, { token })
    expect(late.doc.getMap('probe').toJSON()).toEqual({ still: 'here' })
  })

  test.each([
    ['a path that is none of a URL', 'GET // HTTP/1.1', 404],
    ['an upgrade to something else', 'GET /sync/a/plan HTTP/1.1', 404, 'h2c'],
    ['a handshake without a key', 'GET /sync/{id}/plan HTTP/1.1', 400],
  ])('%s is answered, and the server lives on', async (_what, line, status, protocol = 'websocket') => {
    const test = await openTestServer()
    const socket = connectSocket(test.server.port, '127.0.0.1')
    const head = [line.replace('{id}', test.workspaceIds[1]), 'Host: x', 'Connection: Upgrade', `Upgrade: ${protocol}`]
    socket.end(`${[...head, `Cookie: ${test.cookie}`].join('\r\n')}\r\n\r\n`)
    const answer = await socket.setEncoding('utf8').toArray()
    expect(answer.join('')).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect((await fetch(`${test.base}/health`)).status).toBe(200)
  })

  test('a text frame and a frame beyond the limit end the connection, each with its code', async () => {
    const test = await openTestServer()
    const { token } = await test.token('planner')
    const words = await connected(syncUrl(test, 'plan', `?token=${token}`))
    words.send('hello')
    expect(await words.closed).toEqual({ code: 4400, reason: 'malformed' })
    const huge = await connected(syncUrl(test, 'plan', `?token=${token}`))
    huge.send(new Uint8Array(4 * 1024 * 1024 + 1))
    expect((await huge.closed).code).toBe(1009)
  })
})

describe('when rights end', () => {
  test('a revoked token closes its connections, and only those, with a named reason', async () => {
    const test = await openTestServer()
    const [gone, stays] = await Promise.all([test.token('planner'), test.token('planner')])
    const first = await connected(syncUrl(test, 'plan', `?token=${gone.token}`))
    const second = await connected(syncUrl(test, 'plan', `?token=${stays.token}`))
    await test.ask('DELETE', `/api/workspaces/${test.workspaceIds[1]}/tokens/${gone.id}`)
    expect(await first.closed).toEqual({ code: 4401, reason: 'token-revoked' })
    expect(second.isOpen).toBe(true)
  })

  /** Somebody who has followed an invitation. */
  async function invited(test: TestServer, role: string, headers: Record<string, string> = {}) {
    const asked = await test.ask('POST', `/api/workspaces/${test.workspaceIds[1]}/invitations`, { group: 'OCHA', role })
    const { link } = (await asked.json()) as { link: string }
    const joined = await fetch(`${test.base}/api/join`, {
      method: 'POST',
      headers: { 'x-barycentre': '1', ...headers },
      body: JSON.stringify({ secret: link.split('/join/')[1], name: 'Noor', entity: 'OCHA' }),
    })
    return joined.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  test('a member who is shown out is closed with a reason that coming back would not change', async () => {
    const test = await openTestServer()
    const cookie = await invited(test, 'planner')
    const client = await connected(syncUrl(test), { headers: { cookie } })
    const { person } = (await (await fetch(`${test.base}/api/me`, { headers: { cookie } })).json()) as {
      person: { id: string }
    }
    await test.ask('DELETE', `/api/workspaces/${test.workspaceIds[1]}/members/${person.id}`)
    expect(await client.closed).toEqual({ code: 4403, reason: 'membership-ended' })
    expect(await connect(syncUrl(test), { headers: { cookie } })).toMatchObject({ status: 404 })
  })

  test('a member whose role is another now is closed with a reason to come back at once', async () => {
    const test = await openTestServer()
    const cookie = await invited(test, 'reader')
    const client = await connected(syncUrl(test), { headers: { cookie } })
    client.send(encodeStep1(Y.encodeStateVector(new Y.Doc())))
    await invited(test, 'planner', { cookie })
    expect(await client.closed).toEqual({ code: 1012, reason: 'rights-changed' })
    expect(await connect(syncUrl(test), { headers: { cookie } })).toMatchObject({ status: 101 })
  })

  test('so does signing out', async () => {
    const test = await openTestServer()
    const client = await connected(syncUrl(test), { headers: { cookie: test.cookie } })
    await test.ask('POST', '/api/sign-out')
    expect(await client.closed).toEqual({ code: 4401, reason: 'signed-out' })
  })
})

test('a server that is told to stop says 1012 to everybody, after saving what had arrived', async () => {
  const folder = temporaryFolder()
  const opened = await openTestServer(folder)
  const { token } = await opened.token('planner')
  const client = await connected(syncUrl(opened, 'plan', `?token=${token}`))
  client.send(encodeUpdate(updateThat(doc => doc.getMap('probe').set('last', 'word'))))
  client.send(encodeStep1(Y.encodeStateVector(new Y.Doc())))
  await until(() => client.heard.length > 0, 'the room is there')
  await opened.server.close()
  expect(await client.closed).toMatchObject({ code: 1012 })
})
