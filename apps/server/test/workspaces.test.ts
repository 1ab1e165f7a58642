import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { normalisePlanFile, type PlanFile } from '@barycentre/plan'
import type { Store } from '@barycentre/sync'
import { beforeEach, describe, expect, test } from 'vitest'
import { createWorkspace } from '../src/workspaces/create-workspace.ts'
import { readDemoPlan } from '../src/workspaces/demo-plan.ts'
import { exportWorkspace } from '../src/workspaces/export-workspace.ts'
import { finishImports } from '../src/workspaces/import-plan.ts'
import { Browser, openTestApp, signedInOwner, type TestApp } from './support/app.ts'

const demo = readFileSync(fileURLToPath(import.meta.resolve('@barycentre/plan/demo')), 'utf8')

let opened: TestApp
let owner: Browser
let workspaceIds: readonly string[]
beforeEach(async () => {
  opened = await openTestApp()
  ;({ browser: owner, workspaceIds } = await signedInOwner(opened))
})

async function joinedAs(role: string): Promise<Browser> {
  const made = await owner.post(`/api/workspaces/${workspaceIds[0]}/invitations`, { group: 'OCHA', role })
  const browser = new Browser(opened.app)
  await browser.post('/api/join', { secret: made.json.link.split('/join/')[1], name: `A ${role}`, entity: 'OCHA' })
  return browser
}

/** A store that reads as the given one does, and cannot append. */
function storeThat(store: Store, append: () => never): Store {
  return {
    append: async () => append(),
    read: (document, after) => store.read(document, after),
    findCheckpoint: document => store.findCheckpoint(document),
    checkpoint: (document, checkpoint) => store.checkpoint(document, checkpoint),
    onForeignAppend: listener => store.onForeignAppend(listener),
    close: () => store.close(),
  }
}

describe('plan files', () => {
  test('import and export of the demo plan is lossless after normalisation, ledger and vision text included', async () => {
    const imported = await owner.post('/api/workspaces/import?name=Again', demo)
    expect(imported.status).toBe(201)
    expect(imported.json.report.records).toBeGreaterThan(200)
    const exported = await owner.get(`/api/workspaces/${imported.json.workspace.id}/export`)
    expect(exported.headers.get('content-disposition')).toBe(
      `attachment; filename="Again.json"; filename*=UTF-8''Again.json`,
    )
    expect(JSON.parse(exported.text)).toEqual(normalisePlanFile(JSON.parse(demo)))
  })

  test('the demo workspace of an empty data folder is the demo plan', async () => {
    const exported = await owner.get(`/api/workspaces/${workspaceIds[0]}/export`)
    expect(JSON.parse(exported.text)).toEqual(normalisePlanFile(JSON.parse(demo)))
  })

  test.each([
    ['a truncated file', demo.slice(0, 5_000), 'file-not-json', { truncated: true }],
    ['something else', '{"invoices": []}', 'file-not-a-plan', { path: '' }],
    [
      'unknown kinds',
      '{"schemaVersion": "0.2", "plan": {"title": "P"}, "spaceships": [{"id": "s1"}]}',
      'file-unknown-kind',
      { path: 'spaceships' },
    ],
    ['another version', '{"schemaVersion": "9.0", "plan": {"title": "P"}}', 'file-version', { found: '9.0' }],
  ])('%s is refused with the path and the reason, and leaves no workspace', async (_what, text, code, facts) => {
    const before = opened.records.workspaces.all().length
    const answer = await owner.post('/api/workspaces/import?name=Refused', text)
    expect(answer.json).toMatchObject({ status: 422, code, facts })
    expect(opened.records.workspaces.all()).toHaveLength(before)
  })

  test('the ledger of an imported file can be read, entry by entry', async () => {
    const answer = await owner.get(`/api/workspaces/${workspaceIds[0]}/ledger`)
    const kinds = answer.json.entries.map((entry: { kind: string }) => entry.kind)
    expect(kinds).toEqual(expect.arrayContaining(['decision', 'review', 'measurement', 'determination']))
  })

  test('a rich text keeps its form; one of an unknown form keeps its words, and the report says so', async () => {
    const heading = { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'End state' }] }
    const rich = { type: 'doc', content: [heading] }
    const unknown = { type: 'doc', content: [{ type: 'hologram', content: [{ type: 'text', text: 'Words' }] }] }
    const file = {
      schemaVersion: '0.2',
      plan: { title: 'P' },
      texts: { vision: rich, 'tor-srsg': unknown, '../plan': 'x' },
    }
    const imported = await owner.post('/api/workspaces/import?name=Rich', file)
    expect(imported.json.report.notes.map((note: { path: string }) => note.path)).toEqual([
      'texts.tor-srsg',
      'texts.../plan',
    ])
    const exported = JSON.parse((await owner.get(`/api/workspaces/${imported.json.workspace.id}/export`)).text)
    expect(exported.vision.text).toBe('End state')
    expect(exported.texts.vision).toMatchObject(rich)
    expect(JSON.stringify(exported.texts['tor-srsg'])).toContain('Words')
  })

  test('an import whose process died after the append counts from the next start; before it, it never happened', async () => {
    const { records, store } = opened.ports
    const file = { ...readDemoPlan(), ledger: readDemoPlan().ledger.slice(0, 1) }
    const killed = () => {
      throw new Error('killed')
    }
    const diesBefore = { ...opened.ports, store: storeThat(store, killed) }
    const diesAfter = { ...opened.ports, records: { ...records, imports: { ...records.imports, markReady: killed } } }
    const seen = () => records.workspaces.all().map(workspace => workspace.name)
    await expect(createWorkspace(diesBefore, { name: 'Before', content: file })).rejects.toThrow('killed')
    await expect(createWorkspace(diesAfter, { name: 'After', content: file })).rejects.toThrow('killed')
    expect(seen()).toEqual(['Velanga (demo)', 'New plan'])
    await finishImports(opened.ports)
    expect(seen()).toEqual(['Velanga (demo)', 'New plan', 'After'])
    const after = records.workspaces.all().at(-1)
    expect(after && records.imports.current(after.id).ledger).toHaveLength(1)
  })

  test('what an older import left in the ledger and is a record now is exported as one, and nothing of it is lost', async () => {
    const said = { subject: 'vision', version: 4, group: 'OCHA', position: 'agree' }
    const ledger: PlanFile['ledger'] = [
      { kind: 'endorsement', id: 'old', body: said },
      { kind: 'endorsement', id: 'odd', body: 'OCHA agrees by telephone' },
    ]
    const workspace = await createWorkspace(opened.ports, { name: 'Older', content: { ...readDemoPlan(), ledger } })
    const exported = JSON.parse(await exportWorkspace(opened.ports, workspace.id))
    expect(exported.endorsements[0]).toEqual({ id: 'old', ...said })
    expect(exported.ledger).toEqual([ledger[1]])
  })

  test('an empty workspace exports a plan file that can be imported again', async () => {
    const exported = await owner.get(`/api/workspaces/${workspaceIds[1]}/export`)
    expect(JSON.parse(exported.text)).toEqual({ schemaVersion: '0.2' })
  })
})

describe('who may do what', () => {
  test.each([
    ['reader', 403],
    ['planner', 403],
    ['facilitator', 201],
    ['owner', 201],
  ])('a %s who invites gets %i', async (role, status) => {
    const browser = await joinedAs(role)
    const answer = await browser.post(`/api/workspaces/${workspaceIds[0]}/invitations`, {
      group: 'OCHA',
      role: 'reader',
    })
    expect(answer.status).toBe(status)
  })

  test('nobody gives a role above their own', async () => {
    const browser = await joinedAs('facilitator')
    const path = `/api/workspaces/${workspaceIds[0]}`
    expect((await browser.post(`${path}/invitations`, { group: 'OCHA', role: 'owner' })).json.code).toBe('not-allowed')
    expect((await browser.post(`${path}/tokens`, { name: 'x', group: 'OCHA', role: 'owner' })).json.code).toBe(
      'not-allowed',
    )
  })

  test('who has no place in a workspace learns as little as who made its id up', async () => {
    const browser = await joinedAs('owner')
    const [foreign, invented] = await Promise.all([
      browser.get(`/api/workspaces/${workspaceIds[1]}`),
      browser.get('/api/workspaces/invented'),
    ])
    expect(foreign.text).toBe(invented.text)
    expect(foreign.json.code).toBe('workspace-unknown')
  })

  test('without signing in nothing of a workspace can be read', async () => {
    const stranger = new Browser(opened.app)
    for (const rest of ['', '/export', '/members', '/ledger', '/invitations', '/tokens']) {
      expect((await stranger.get(`/api/workspaces/${workspaceIds[0]}${rest}`)).json.code).toBe('not-signed-in')
    }
  })

  test('only who owns a workspace creates further ones', async () => {
    const planner = await joinedAs('planner')
    const refused = await planner.post('/api/workspaces', { name: 'Mine', from: 'empty' })
    expect([refused.status, refused.json.code]).toEqual([403, 'not-allowed'])
    const created = await owner.post('/api/workspaces', { name: 'Ours', from: 'demo' })
    expect(created.status).toBe(201)
    const listed = await owner.get('/api/me')
    expect(listed.json.workspaces.at(-1)).toMatchObject({ id: created.json.workspace.id, name: 'Ours', role: 'owner' })
  })

  test('a token opens its own workspace over HTTP until it is revoked, and no other', async () => {
    const made = await owner.post(`/api/workspaces/${workspaceIds[0]}/tokens`, {
      name: 'bot',
      group: 'OBS',
      role: 'reader',
    })
    const bot = new Browser(opened.app)
    const ask = (id: string | undefined) =>
      bot.ask('GET', `/api/workspaces/${id}`, undefined, { authorization: `Bearer ${made.json.token}` })
    expect((await ask(workspaceIds[0])).json).toMatchObject({ role: 'reader', group: 'OBS' })
    expect((await ask(workspaceIds[1])).json.code).toBe('workspace-unknown')
    await owner.ask('DELETE', `/api/workspaces/${workspaceIds[0]}/tokens/${made.json.id}`)
    expect((await ask(workspaceIds[0])).json.code).toBe('token-unknown')
    expect((await owner.get(`/api/workspaces/${workspaceIds[0]}/tokens`)).json.tokens).toMatchObject([
      { name: 'bot', revoked: true },
    ])
  })

  test('the last owner of a workspace cannot be removed', async () => {
    const { person } = (await owner.get('/api/me')).json
    const answer = await owner.ask('DELETE', `/api/workspaces/${workspaceIds[0]}/members/${person.id}`)
    expect(answer.json).toMatchObject({ code: 'not-allowed', facts: { reason: 'last-owner' } })
  })

  test('a removed member is out at once', async () => {
    const planner = await joinedAs('planner')
    const { person } = (await planner.get('/api/me')).json
    await owner.ask('DELETE', `/api/workspaces/${workspaceIds[0]}/members/${person.id}`)
    expect((await planner.get(`/api/workspaces/${workspaceIds[0]}`)).json.code).toBe('workspace-unknown')
  })
})

describe('replies', () => {
  test('health tells version, store and rooms', async () => {
    const answer = await new Browser(opened.app).get('/health')
    expect(answer.json).toMatchObject({
      status: 'ok',
      version: '0.0.0',
      store: { kind: 'sqlite' },
      rooms: { open: 0, sessions: 0 },
    })
  })

  test('an unknown path is a problem with a code, not a page', async () => {
    const answer = await owner.get('/api/nothing')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toMatchObject({ type: 'urn:barycentre:problem:not-found', status: 404, code: 'not-found' })
  })

  test('a fault is told to the operator, and to the caller only that it happened', async () => {
    const broken = new Error('the disk is on fire')
    opened.records.workspaces.find = () => {
      throw broken
    }
    const answer = await owner.get(`/api/workspaces/${workspaceIds[0]}`)
    expect(answer.json).toEqual({
      type: 'urn:barycentre:problem:fault',
      title: 'Internal Server Error',
      status: 500,
      code: 'fault',
      facts: {},
    })
    expect(opened.faults).toEqual([broken])
  })

  test('pages carry a policy that lets nothing from elsewhere run', async () => {
    const policy = (await owner.get('/')).headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
