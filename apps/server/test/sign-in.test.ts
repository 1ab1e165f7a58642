import { beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { Browser, openTestApp, signedInOwner, type TestApp } from './support/app.ts'

let opened: TestApp
beforeEach(async () => {
  opened = await openTestApp()
})

const hour = 3_600_000

describe('signing in by link', () => {
  test('the owner link shows every workspace, and joining makes the person owner of each', async () => {
    const secret = opened.ownerSecret()
    const browser = new Browser(opened.app)
    const shown = await browser.get(`/api/invitations/${secret}`)
    expect(shown.json).toMatchObject({ group: 'DPKO', role: 'owner', owner: true, usesLeft: 1 })
    expect(shown.json.workspaces.map((each: { name: string }) => each.name)).toEqual(['Velanga (demo)', 'New plan'])

    const joined = await browser.post('/api/join', { secret, name: '  Ada Ndiaye ', entity: 'DPKO' })
    expect(joined.status).toBe(200)
    expect(joined.headers.get('set-cookie')).toMatch(
      /^barycentre=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const me = await browser.get('/api/me')
    expect(me.json.person).toMatchObject({ name: 'Ada Ndiaye', entity: 'DPKO' })
    expect(me.json.workspaces.map((each: { name: string; role: string }) => [each.name, each.role])).toEqual([
      ['Velanga (demo)', 'owner'],
      ['New plan', 'owner'],
    ])
  })

  test('a link used up, expired, revoked or made up is refused with its own code', async () => {
    const { browser, workspaceIds } = await signedInOwner(opened)
    const invite = async () => {
      const made = await browser.post(`/api/workspaces/${workspaceIds[0]}/invitations`, {
        group: 'OCHA',
        role: 'planner',
        expiresInHours: 2,
        uses: 1,
      })
      return { id: made.json.id as string, secret: (made.json.link as string).split('/join/')[1] as string }
    }
    const join = async (secret: string) => {
      const answer = await new Browser(opened.app).post('/api/join', { secret, name: 'Noor', entity: 'OCHA' })
      return answer.json.code ?? 'joined'
    }
    const usedUp = await invite()
    expect(await join(usedUp.secret)).toBe('joined')
    expect(await join(usedUp.secret)).toBe('invitation-used-up')
    const revoked = await invite()
    await browser.ask('DELETE', `/api/workspaces/${workspaceIds[0]}/invitations/${revoked.id}`)
    expect(await join(revoked.secret)).toBe('invitation-revoked')
    const expired = await invite()
    opened.clock += 2 * hour
    expect(await join(expired.secret)).toBe('invitation-expired')
    expect(await join('made-up')).toBe('invitation-unknown')
  })

  test('a fresh owner link ends the ones before it that nobody used', async () => {
    const first = opened.ownerSecret()
    opened.ownerSecret()
    const answer = await new Browser(opened.app).get(`/api/invitations/${first}`)
    expect(answer.json.code).toBe('invitation-revoked')
  })

  test('an invitation raises who is signed in, never lowers them, and is not used up by it', async () => {
    const { browser, workspaceIds } = await signedInOwner(opened)
    const made = await browser.post(`/api/workspaces/${workspaceIds[0]}/invitations`, { group: 'OCHA', role: 'reader' })
    const secret = made.json.link.split('/join/')[1]
    await browser.post('/api/join', { secret, name: 'Ada Ndiaye', entity: 'DPKO' })
    expect((await browser.get(`/api/workspaces/${workspaceIds[0]}`)).json.role).toBe('owner')
    expect((await browser.get(`/api/invitations/${secret}`)).json.usesLeft).toBe(1)
  })

  test('over https the cookie is bound to this very host', async () => {
    const app = createApp({ ...opened.ports, publicUrl: 'https://plan.example.org' })
    const browser = new Browser(app)
    const answer = await browser.post('/api/join', { secret: opened.ownerSecret(), name: 'Ada', entity: 'DPKO' })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-barycentre=[\w-]{43}; .*; Secure$/)
    expect((await browser.get('/api/me')).json.person).toMatchObject({ name: 'Ada' })
  })

  test('more than a request may need is not read', async () => {
    const answer = await new Browser(opened.app).post('/api/join', {
      secret: 'x'.repeat(70_000),
      name: 'Ada',
      entity: 'DPKO',
    })
    expect(answer.json).toMatchObject({ status: 413, code: 'too-large', facts: { maxBytes: 65_536 } })
  })

  test('signing out ends the cookie on the server, not only in the browser', async () => {
    const { browser } = await signedInOwner(opened)
    const cookie = browser.cookie
    await browser.post('/api/sign-out')
    browser.cookie = cookie
    expect((await browser.get('/api/me')).json.person).toBeNull()
  })

  test('a sign-in ends by itself after ninety days', async () => {
    const { browser } = await signedInOwner(opened)
    opened.clock += 90 * 24 * hour
    expect((await browser.get('/api/me')).json.person).toBeNull()
  })

  test.each([
    ['no name', { name: ' ', entity: 'DPKO' }, 'name'],
    ['no entity', { name: 'Ada' }, 'entity'],
    ['a name without end', { name: 'x'.repeat(201), entity: 'DPKO' }, 'name'],
  ])('%s is refused with its path, and the link stays unused', async (_what, fields, path) => {
    const secret = opened.ownerSecret()
    const answer = await new Browser(opened.app).post('/api/join', { secret, ...fields })
    expect(answer.json).toMatchObject({ status: 400, code: 'invalid', facts: { path } })
    expect((await new Browser(opened.app).get(`/api/invitations/${secret}`)).json.usesLeft).toBe(1)
  })
})

describe('changes come only from pages of this server', () => {
  test.each([
    ['without the header', { 'x-barycentre': '' }, 'header-missing'],
    ['from another origin', { origin: 'https://elsewhere.example' }, 'wrong-origin'],
    ['from an opaque origin', { origin: 'null' }, 'wrong-origin'],
  ])('%s: refused, and nothing changes', async (_what, headers, code) => {
    const { browser } = await signedInOwner(opened)
    const answer = await browser.ask('POST', '/api/workspaces', { name: 'Planted', from: 'empty' }, headers)
    expect([answer.status, answer.json.code]).toEqual([403, code])
    expect(opened.records.workspaces.all().map(each => each.name)).not.toContain('Planted')
  })

  test('the secrets of links, cookies and tokens stand nowhere in the database', async () => {
    const secret = opened.ownerSecret()
    const browser = new Browser(opened.app)
    await browser.post('/api/join', { secret, name: 'Ada', entity: 'DPKO' })
    const [workspace] = opened.records.workspaces.all()
    const token = await browser.post(`/api/workspaces/${workspace?.id}/tokens`, {
      name: 'bot',
      group: 'OBS',
      role: 'reader',
    })
    const everything = JSON.stringify(opened.dump())
    for (const each of [secret, browser.cookie?.split('=')[1], token.json.token]) {
      expect(each).toMatch(/^[\w-]{43}$/)
      expect(everything).not.toContain(each)
    }
  })
})
