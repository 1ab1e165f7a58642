import { Hono } from 'hono'
import type { Ports } from '../app.ts'

export function health({ live, faultCounts, storeHealth, version }: Ports): Hono {
  const app = new Hono()
  app.get('/', c =>
    c.json({ status: 'ok', version, store: storeHealth(), rooms: live.counts(), faults: faultCounts() }),
  )
  return app
}
