import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'
import { Problem } from './problem.ts'

/** The paths that the web client draws itself; every other unknown path is not found. */
const clientRoutes = ['/', '/join/*', '/w/*']

/** The built web client: hashed files for ever, the page itself asked for anew each time. */
export function staticFiles(webDir: string): Hono {
  const app = new Hono()
  const index = join(webDir, 'index.html')
  if (!existsSync(index)) {
    // The server alone, as in its own tests: the interface works, and the page says why there is none.
    for (const route of clientRoutes) {
      app.get(route, () => {
        throw new Problem('not-found', { reason: 'web-client-not-built' })
      })
    }
    return app
  }
  const files = serveStatic({ root: webDir, precompressed: true })
  const page = serveStatic({ root: webDir, path: 'index.html', precompressed: true })
  app.get('/assets/*', keptFor('public, max-age=31536000, immutable'), files)
  for (const route of clientRoutes) {
    app.get(route, etag(), keptFor('no-cache'), page)
  }
  app.get('*', keptFor('no-cache'), files)
  return app
}

/** Said of what was found only: that a file is missing may change with the next version. */
function keptFor(cacheControl: string): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', cacheControl)
  }
}
