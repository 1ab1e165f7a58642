import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import type { Ports } from '../app.ts'
import { bearerToken } from '../auth/caller.ts'
import { Problem } from './problem.ts'

/** For the one who has the token; where none is set, there is nothing here. */
export function metrics({ metrics, metricsToken }: Ports): Hono {
  const app = new Hono()
  app.get('/', async c => {
    if (metricsToken === undefined) throw new Problem('not-found')
    if (!isSame(bearerToken(c.req.header('authorization')) ?? '', metricsToken)) throw new Problem('token-unknown')
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
  })
  return app
}

/** Takes as long whatever is alike in them, and however long they are. */
function isSame(given: string, expected: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(expected))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
