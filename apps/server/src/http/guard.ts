import type { MiddlewareHandler } from 'hono'
import { isSameOrigin } from '../auth/origin.ts'
import { Problem } from './problem.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * No other site can make a signed-in browser change anything: a header that forms and images cannot set, and the same
 * origin. Whoever brings a token of their own is not lured by a cookie and needs neither.
 */
export function guardChanges(publicUrl: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    const byToken = c.req.header('authorization')?.startsWith('Bearer ') ?? false
    if (!reading.has(c.req.method) && !byToken) {
      if (!isSameOrigin(c.req.header('origin'), c.req.header('host'), publicUrl)) throw new Problem('wrong-origin')
      if (c.req.header('x-barycentre') !== '1') throw new Problem('header-missing', { header: 'x-barycentre' })
    }
    await next()
  }
}
