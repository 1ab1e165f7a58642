import { Hono } from 'hono'
import type { Ports } from '../app.ts'
import { getCaller } from './caller.ts'
import { Problem } from './problem.ts'

/** The sessions of those whose network lets no WebSocket through: see `packages/sync/SPEC.md`. */
export function sync(ports: Ports): Hono {
  const app = new Hono()
  app.post('/', async c => {
    if (ports.isDraining()) throw new Problem('going-away')
    const caller = getCaller(c, ports)
    const body = new Uint8Array(await c.req.arrayBuffer())
    const headers = Object.fromEntries(c.req.raw.headers)
    const answer = await ports.poll.answer(caller, headers, body)
    return c.body(answer as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'application/octet-stream' })
  })
  return app
}
