import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { openTestApp } from './support/app.ts'
import { temporaryFolder } from './support/server.ts'

async function openBuilt() {
  const webDir = temporaryFolder()
  mkdirSync(join(webDir, 'assets'))
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Barycentre</title>')
  writeFileSync(join(webDir, 'index.html.br'), brotliCompressSync('<!doctype html><title>Barycentre</title>'))
  writeFileSync(join(webDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(webDir, 'assets', 'main-a1b2c3.js'), 'console.log(1)')
  writeFileSync(join(webDir, 'assets', 'main-a1b2c3.js.br'), brotliCompressSync('console.log(1)'))
  const { ports } = await openTestApp()
  const app = createApp({ ...ports, webDir })
  return (path: string, headers: Record<string, string> = {}) => app.request(`http://localhost${path}`, { headers })
}

test('hashed files are kept for ever, and go out as brotli to whoever takes it', async () => {
  const get = await openBuilt()
  const packed = await get('/assets/main-a1b2c3.js', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(packed.headers.get('content-type')).toContain('javascript')
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const plain = await get('/assets/main-a1b2c3.js')
  expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'console.log(1)'])
})

test.each(['/', '/join/some-secret', '/w/some-workspace/canvas'])(
  '%s is the page, asked for anew each time',
  async path => {
    const get = await openBuilt()
    const page = await get(path)
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
    expect(await page.text()).toContain('<title>Barycentre</title>')
    expect((await get(path, { 'if-none-match': page.headers.get('etag') ?? '' })).status).toBe(304)
  },
)

test('the page goes out as brotli to whoever takes it, and is told apart from the plain one', async () => {
  const get = await openBuilt()
  const packed = await get('/w/some-workspace/canvas', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(packed.headers.get('content-type')).toContain('text/html')
  expect(packed.headers.get('vary')).toContain('Accept-Encoding')
  const plain = await get('/w/some-workspace/canvas')
  expect(plain.headers.get('etag')).not.toBe(packed.headers.get('etag'))
})

test.each(['/nothing', '/assets/nothing.js', '/assets/../../package.json', '/..%2f..%2fetc/passwd'])(
  '%s is not found, rather than the page',
  async path => {
    const get = await openBuilt()
    expect((await get(path)).status).toBe(404)
  },
)

test('files beside the page are asked for anew', async () => {
  const get = await openBuilt()
  expect((await get('/favicon.svg')).headers.get('cache-control')).toBe('no-cache')
})
