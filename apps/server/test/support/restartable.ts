import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { done, run, type Child } from './child.ts'

/** Where a server is that is ended and begun again: always at one address, so that its clients find it. */
export interface Place {
  readonly base: string
  readonly token: string
  /** A plan and a text. */
  readonly documents: readonly [string, string]
  begin(folder: string, environment?: Record<string, string>): Child
}

/** Makes the folder one of a server's, with a token to its empty plan. Nothing runs on it when this settles. */
export async function prepare(folder: string): Promise<Place> {
  const port = await freePort()
  const begin: Place['begin'] = (on, environment) => run(on, ['serve'], { PORT: String(port), ...environment })
  const server = begin(folder)
  await isUp(server)
  const who = ['--workspace', 'New plan', '--name', 'bot', '--group', 'OBS', '--role', 'planner', '--json']
  const { token, workspaceId } = JSON.parse(await done(folder, 'token', ...who)) as Record<string, string>
  server.process.kill('SIGTERM')
  await server.ended
  return {
    base: `http://127.0.0.1:${port}`,
    token: token as string,
    documents: [`${workspaceId}/plan`, `${workspaceId}/text/vision`],
    begin,
  }
}

export async function isUp(server: Child): Promise<void> {
  await server.prints(/is at (http:\S+)/)
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
