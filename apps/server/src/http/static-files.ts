import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { Problem } from './problem.ts'

/** The paths that the web client draws itself; every other unknown path is not found. */
const clientRoutes = ['/', '/join/*', '/w/*']

/** The built web client: hashed files for ever, the page itself asked for anew each time. */
export function staticFiles(webDir: string): Hono {
  const app = new Hono()
  const index = join(webDir, 'index.html')
  app.get(
    '/assets/*',
    serveStatic({
      root: webDir,
      precompressed: true,
      onFound: (_path, c) => c.header('cache-control', 'public, max-age=31536000, immutable'),
    }),
  )
  for (const route of clientRoutes) {
    app.get(route, etag(), c => {
      if (!existsSync(index)) throw new Problem('not-found', { reason: 'web-client-not-built' })
      return c.html(readFileSync(index, 'utf8'), 200, { 'cache-control': 'no-cache' })
    })
  }
  app.get('*', serveStatic({ root: webDir, precompressed: true, onFound: (_path, c) => c.header('cache-control', 'no-cache') }))
  return app
}
