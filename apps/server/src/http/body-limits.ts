import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { maxPlanFileBytes } from '../workspaces/read-plan-file.ts'
import { Problem } from './problem.ts'

/** Beside plan files, nothing that is sent here is more than a few lines. */
const maxBodyBytes = 64 * 1024

/** Nobody makes the server hold more than a request may need. */
export function limitBodies(maxPollBytes: number): MiddlewareHandler {
  const ofPaths = new Map([
    ['/api/workspaces/import', limit(maxPlanFileBytes)],
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
