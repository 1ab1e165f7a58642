// The first person of a new server, by the link that it printed.
import type { Browser } from 'playwright-core'
import type { RunningServer } from './drive.ts'

const headers = { 'x-barycentre': '1' }

/** Joins as the owner; gives what a browser needs to be that person, and a workspace to look at. */
export async function join(browser: Browser, server: RunningServer) {
  const context = await browser.newContext()
  const secret = new URL(server.ownerLink).pathname.split('/').at(-1)
  const data = { secret, name: 'Bench', entity: 'Bench' }
  const joined = await context.request.post(`${server.url}/api/join`, { headers, data })
  const [workspaceId] = ((await joined.json()) as { workspaceIds: string[] }).workspaceIds
  if (workspaceId === undefined) throw new Error('the new server has no workspace to look at')
  return { state: await context.storageState(), workspaceId, request: context.request }
}

/** Imports a plan file as a new workspace of the owner; its id, and how many seconds the server took. */
export async function importPlan(
  { request }: Awaited<ReturnType<typeof join>>,
  server: RunningServer,
  file: object,
): Promise<{ workspaceId: string; seconds: number; report: { records: number } }> {
  const started = performance.now()
  const reply = await request.post(`${server.url}/api/workspaces/import?name=Bench`, {
    headers: { ...headers, 'content-type': 'application/json' },
    data: JSON.stringify(file),
    timeout: 120_000,
  })
  const seconds = (performance.now() - started) / 1000
  if (!reply.ok()) throw new Error(`the import was refused: ${await reply.text()}`)
  const { workspace, report } = (await reply.json()) as { workspace: { id: string }; report: { records: number } }
  return { workspaceId: workspace.id, seconds, report }
}
