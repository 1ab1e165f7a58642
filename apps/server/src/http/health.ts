import { Hono } from 'hono'
import type { Ports } from '../app.ts'

/** Green as long as the server can do its work: 503 with the reasons when it cannot, or will not for much longer. */
export function health({ live, faultCounts, storeHealth, storageFailure, isDraining, version }: Ports): Hono {
  const app = new Hono()
  app.get('/', c => {
    const failure = storageFailure()
    const reasons = [
      ...(failure === undefined ? [] : [{ code: 'storage', reason: failure }]),
      ...(isDraining() ? [{ code: 'going-away', reason: 'The server is being stopped' }] : []),
    ]
    const isWell = reasons.length === 0
    return c.json(
      {
        status: isWell ? 'ok' : 'failing',
        reasons,
        version,
        store: storeHealth(),
        rooms: live.counts(),
        faults: faultCounts(),
      },
      isWell ? 200 : 503,
      { 'cache-control': 'no-store' },
    )
  })
  return app
}
