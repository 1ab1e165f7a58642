import { Hono } from 'hono'
import type { Store } from '@barycentre/sync'
import type { Chance } from './chance.ts'
import { limitBodies } from './http/body-limits.ts'
import { guardChanges } from './http/guard.ts'
import { health } from './http/health.ts'
import { members } from './http/members.ts'
import { metrics } from './http/metrics.ts'
import { Problem, problemReply } from './http/problem.ts'
import { strictHeaders } from './http/secure-headers.ts'
import { signIn } from './http/sign-in.ts'
import { staticFiles } from './http/static-files.ts'
import { sync } from './http/sync.ts'
import { workspaces } from './http/workspaces.ts'
import type { Live } from './live/live.ts'
import type { Poll } from './live/poll.ts'
import type { FaultCounts } from './operations/fault-counts.ts'
import type { Metrics } from './operations/metrics.ts'
import type { Records } from './records.ts'

/** All that the HTTP resources need. */
export interface Ports {
  readonly records: Records
  readonly store: Store
  readonly live: Pick<Live, 'checkRights' | 'counts'>
  readonly poll: Pick<Poll, 'answer'>
  /** What a request of a session over requests may hold. */
  readonly maxPollBytes: number
  /** What has gone wrong in rooms since the start. */
  readonly faultCounts: () => FaultCounts
  readonly storeHealth: () => { readonly kind: string; readonly sqlite: string | undefined }
  /** Why nothing can be kept, if that is so. */
  readonly storageFailure: () => string | undefined
  readonly isDraining: () => boolean
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>
  /** Who asks for the metrics has this; absent: nobody may. */
  readonly metricsToken: string | undefined
  readonly chance: Chance
  readonly now: () => number
  readonly version: string
  readonly publicUrl: string | undefined
  /** The address that people reach the server at, for links. */
  readonly address: () => string
  /** The folder of the built web client. */
  readonly webDir: string
  readonly reportFault: (error: unknown) => void
}

/** The whole of HTTP, not listening: what tests ask by `app.request`. */
export function createApp(ports: Ports): Hono {
  const app = new Hono()
  app.onError(error => problemReply(error, ports.reportFault))
  app.notFound(() => problemReply(new Problem('not-found'), ports.reportFault))
  app.use(strictHeaders())
  app.use('/api/*', guardChanges(ports.publicUrl))
  app.use('/api/*', limitBodies(ports.maxPollBytes))
  app.use('/api/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
  })
  app.route('/health', health(ports))
  app.route('/metrics', metrics(ports))
  app.route('/api', signIn(ports))
  app.route('/api/sync', sync(ports))
  app.route('/api/workspaces', workspaces(ports))
  app.route('/api/workspaces', members(ports))
  app.all('/api/*', () => {
    throw new Problem('not-found')
  })
  app.route('/', staticFiles(ports.webDir))
  return app
}
