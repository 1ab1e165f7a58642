import type { Hono } from 'hono'
import { openSqliteStore } from '@barycentre/store-sqlite'
import { createApp, type Ports } from '../../src/app.ts'
import { inviteOwner } from '../../src/auth/invite.ts'
import { realChance } from '../../src/chance.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { countFaults } from '../../src/operations/fault-counts.ts'
import { openLog } from '../../src/operations/log.ts'
import { createRecords, type Records } from '../../src/records.ts'
import { offerFirstWorkspaces } from '../../src/workspaces/offer-first-workspaces.ts'

export interface TestApp {
  readonly app: Hono
  readonly records: Records
  readonly ports: Ports
  readonly faults: unknown[]
  /** Turned by hand. */
  clock: number
  /** A secret for the owner's link. */
  ownerSecret(): string
  /** All rows of all tables. */
  dump(): unknown
}

/** The app over a database in memory, as on an empty data folder, with a clock that stands still. */
export async function openTestApp(): Promise<TestApp> {
  const database = openDatabase(':memory:')
  const records = createRecords(database)
  const store = openSqliteStore(database.sql)
  const faults: unknown[] = []
  const now = () => test.clock
  const ports: Ports = {
    records,
    store,
    live: { checkRights() {}, counts: () => ({ open: 0, sessions: 0 }) },
    poll: {
      answer: () => {
        throw new Error('no session comes by requests here')
      },
    },
    maxPollBytes: 1024,
    faultCounts: countFaults(openLog('silent')).counts,
    storageFailure: () => undefined,
    isDraining: () => false,
    metrics: { text: async () => '', contentType: 'text/plain' },
    metricsToken: undefined,
    storeHealth: () => ({ kind: 'sqlite', sqlite: process.versions['sqlite'] }),
    chance: realChance,
    now,
    version: '0.0.0',
    publicUrl: undefined,
    address: () => 'http://localhost:4400',
    webDir: '/nowhere',
    reportFault: error => faults.push(error),
  }
  const ownerSecret = () => inviteOwner(ports, 'DPKO').secret
  const dump = () =>
    database.sql
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => database.sql.prepare(`SELECT * FROM "${name}"`).all())
  const test: TestApp = {
    app: createApp(ports),
    records,
    ports,
    faults,
    clock: Date.UTC(2026, 0, 1),
    ownerSecret,
    dump,
  }
  await offerFirstWorkspaces(ports)
  return test
}

/** A browser: keeps its cookie, and sends what pages of this server send with every change. */
export class Browser {
  readonly #app: Hono
  cookie: string | undefined
  constructor(app: Hono) {
    this.#app = app
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const all = { host: 'localhost:4400', origin: 'http://localhost:4400', 'x-barycentre': '1', ...headers }
    if (this.cookie !== undefined) Object.assign(all, { cookie: this.cookie })
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const init = { method, headers: all, ...(body === undefined ? {} : { body: text }) }
    const response = await this.#app.request(`http://localhost:4400${path}`, init)
    const set = response.headers.get('set-cookie')
    if (set !== null) this.cookie = set.split(';')[0]
    const content = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      text: content,
      json: isJson ? JSON.parse(content) : undefined,
    }
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path)
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.ask('POST', path, body)
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // Each test says by its expectations what it takes the reply for.
  readonly json: ReturnType<typeof JSON.parse>
}

/** Somebody signed in as the owner of both first workspaces. */
export async function signedInOwner(test: TestApp): Promise<{ browser: Browser; workspaceIds: readonly string[] }> {
  const browser = new Browser(test.app)
  const joined = await browser.post('/api/join', { secret: test.ownerSecret(), name: 'Ada Ndiaye', entity: 'DPKO' })
  return { browser, workspaceIds: joined.json.workspaceIds }
}
