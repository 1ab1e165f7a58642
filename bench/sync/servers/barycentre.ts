import { fileURLToPath } from 'node:url'
import { PROSE_SCHEMA_VERSION } from '@barycentre/prose'
import { barycentreDialect } from '../client/barycentre-dialect.ts'
import type { Server, ServerKind } from './server.ts'
import { ServerProcess } from './server-process.ts'

const main = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url))
const ownerLink = /http:\/\/localhost:\d+\/join\/([^\s]+)/

/**
 * The limits that the load itself would run into: one machine and one person stand for hundreds. What a scenario is about
 * (sizes of frames, deadlines, what is queued for one socket) stays as it comes.
 */
const raisedLimits: Readonly<Record<string, string>> = {
  MAX_CONNECTIONS_PER_PERSON: '10000',
  MAX_SILENT_PER_ADDRESS: '10000',
  PERSON_FRAMES_PER_SECOND: '1000000',
  PERSON_FRAMES_AT_ONCE: '1000000',
  PERSON_BYTES_PER_SECOND: '1GiB',
  PERSON_BYTES_AT_ONCE: '1GiB',
  DOCUMENT_FRAMES_PER_SECOND: '1000000',
  DOCUMENT_FRAMES_AT_ONCE: '1000000',
  DOCUMENT_BYTES_PER_SECOND: '1GiB',
  DOCUMENT_BYTES_AT_ONCE: '1GiB',
}

/** Ours: the built server as a person would start it. */
export const barycentre: ServerKind = {
  name: 'ours',
  title: 'Barycentre',
  role: 'ours',
  keeps: 'on disk',
  acknowledges: true,

  async start(): Promise<Server> {
    const process = await ServerProcess.start({
      command: [main, 'serve'],
      environment: (port, dataDir) => ({
        ...raisedLimits,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        NODE_ENV: 'production',
      }),
      readyPath: '/health',
    })
    const { workspaceId, token } = await settleIn(process)
    const headers = { authorization: `Bearer ${token}` }
    return {
      kind: barycentre,
      process,
      document: name => ({
        name,
        url: `ws://127.0.0.1:${process.port}/sync/${workspaceId}/text/${name}?schema=${PROSE_SCHEMA_VERSION}`,
        headers,
        dialect: barycentreDialect,
      }),
      close: () => process.close(),
    }
  },
}

/** What people do over HTTP before they work: the owner joins, makes a workspace, and a token for the load. */
async function settleIn(process: ServerProcess): Promise<{ workspaceId: string; token: string }> {
  const secret = ownerLink.exec(process.printed)?.[1]
  const address = `http://127.0.0.1:${process.port}`
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-barycentre': '1', origin: address }
  const post = async (path: string, body: object) => {
    const response = await fetch(`${address}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`)
    return response
  }
  const joined = await post('join', { secret, name: 'Bench', entity: 'Bench' })
  headers['cookie'] = joined.headers
    .getSetCookie()
    .map(cookie => cookie.split(';', 1)[0])
    .join('; ')
  const created = (await (await post('workspaces', { name: 'Bench', from: 'empty' })).json()) as {
    workspace: { id: string }
  }
  const workspaceId = created.workspace.id
  const role = { name: 'Load', group: 'DPKO', role: 'planner' }
  const { token } = (await (await post(`workspaces/${workspaceId}/tokens`, role)).json()) as { token: string }
  return { workspaceId, token }
}
