import { afterEach, describe, expect, it, vi } from 'vitest'
import { api } from '../../src/shell/api.ts'

afterEach(() => void vi.unstubAllGlobals())

describe('api', () => {
  it('what changes something carries the header that no foreign page can send', async () => {
    const fetch = answer(200, { workspaceIds: ['w1'] })
    const result = await api.join({ secret: 's', name: 'Leila', entity: 'OCHA' })
    expect(result).toEqual({ ok: true, value: { workspaceIds: ['w1'] } })
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'POST', headers: { 'x-barycentre': '1' } })
  })

  it('a problem comes with its code and its facts', async () => {
    answer(422, { code: 'file-unknown-kind', facts: { path: 'wishes[0]' } })
    expect(await api.importWorkspace('Velanga', new Blob(['{}']))).toEqual({
      ok: false,
      error: { code: 'file-unknown-kind', status: 422, facts: { path: 'wishes[0]' } },
    })
  })

  it('a no in words of a proxy is told by its status', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })))
    expect(await api.signOut()).toMatchObject({ ok: false, error: { code: 'unexpected', facts: { status: 502 } } })
  })

  it('no answer at all is said to be no answer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await api.signOut()).toMatchObject({ ok: false, error: { code: 'unreachable', status: 0 } })
  })

  it('an answer of another shape is not taken for one', async () => {
    answer(200, { members: [{ id: 'p1' }] })
    expect(await api.members('w1')).toMatchObject({ ok: false, error: { code: 'not-understood' } })
  })

  it('names and ids are safe within an address', async () => {
    const fetch = answer(200, { members: [] })
    await api.members('../me')
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/workspaces/..%2Fme/members')
  })
})

function answer(status: number, body: unknown) {
  const fetch = vi.fn((_url: string, _request: RequestInit) =>
    Promise.resolve(new Response(JSON.stringify(body), { status })),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}
