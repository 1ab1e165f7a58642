import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from './problem.ts'

/** A plan of 10,000 records is about 8 MB; nothing else that is sent here is more than a few lines. */
const maxFileBytes = 64 * 1024 * 1024
const maxBodyBytes = 64 * 1024

/** Nobody makes the server hold more than a request may need. */
export function limitBodies(maxPollBytes: number): MiddlewareHandler {
  const ofPaths = new Map([
    ['/api/workspaces/import', limit(maxFileBytes)],
    ['/api/sync', limit(maxPollBytes)],
  ])
  const ofOthers = limit(maxBodyBytes)
  return (c, next) => (ofPaths.get(c.req.path) ?? ofOthers)(c, next)
}

function limit(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError() {
      throw new Problem('too-large', { maxBytes: maxSize })
    },
  })
}
