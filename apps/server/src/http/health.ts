import { Hono } from 'hono'
import type { Ports } from '../app.ts'

export function health({ live, storeHealth, version }: Ports): Hono {
  const app = new Hono()
  app.get('/', c => c.json({ status: 'ok', version, store: storeHealth(), rooms: live.counts() }))
  return app
}
