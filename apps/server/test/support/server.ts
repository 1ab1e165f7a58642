import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { must } from '@barycentre/kit'
import { readConfig, type Config, type Environment } from '../../src/config.ts'
import { openLog } from '../../src/operations/log.ts'
import { startServer, type Clocks, type RunningServer } from '../../src/server.ts'

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'barycentre-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface TestServer {
  readonly server: RunningServer
  readonly base: string
  readonly faults: readonly unknown[]
  /** The first owner's cookie. */
  readonly cookie: string
  /** The demo, and the empty plan. */
  readonly workspaceIds: readonly [string, string]
  ask(method: string, path: string, body?: unknown): Promise<Response>
  /** A fresh token to a workspace, the empty one if none is named. */
  token(role: string, workspaceId?: string): Promise<{ id: string; token: string }>
}

/** As the environment would decide, on any free port of this machine. */
export function configFor(dataDir: string, environment: Environment = {}): Config {
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, ...environment }, '/')
  if (!config.ok) throw new Error(config.error.sentence)
  return config.value
}

/** A real server on a port of this machine, with its first owner signed in. Closed with the test. */
export async function openTestServer(
  dataDir = temporaryFolder(),
  environment: Environment = {},
  clocks?: Clocks,
): Promise<TestServer> {
  const faults: unknown[] = []
  const started = await startServer(
    configFor(dataDir, environment),
    openLog('error', { write: line => void faults.push(JSON.parse(line)) }),
    clocks,
  )
  if (!started.ok) throw new Error(started.error)
  const server = started.value
  onTestFinished(() => server.close())
  const base = `http://127.0.0.1:${server.port}`
  const secret = must(server.firstOwnerLink?.split('/join/')[1], 'an empty folder has an owner link')
  const joined = await post(base, '/api/join', { secret, name: 'Ada Ndiaye', entity: 'DPKO' })
  const cookie = must(joined.headers.get('set-cookie')?.split(';')[0], 'joining signs in')
  const { workspaceIds } = (await joined.json()) as { workspaceIds: [string, string] }
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(base + path, {
      method,
      headers: { cookie, 'x-barycentre': '1', origin: base },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    server,
    base,
    faults,
    cookie,
    workspaceIds,
    ask,
    async token(role, workspaceId = workspaceIds[1]) {
      const made = await ask('POST', `/api/workspaces/${workspaceId}/tokens`, { name: `a ${role}`, group: 'DPA', role })
      return (await made.json()) as { id: string; token: string }
    },
  }
}

export function post(base: string, path: string, body: unknown): Promise<Response> {
  return fetch(base + path, { method: 'POST', headers: { 'x-barycentre': '1' }, body: JSON.stringify(body) })
}

/** Settles when the fact holds; fails when it does not come about. */
export async function until(fact: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 15_000
  while (!fact()) {
    if (Date.now() > deadline) throw new Error(`Did not come about: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
