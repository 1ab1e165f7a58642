import { fileURLToPath } from 'node:url'
import { hocuspocusDialect } from '../client/hocuspocus-dialect.ts'
import type { Server, ServerKind } from './server.ts'
import { ServerProcess } from './server-process.ts'

/** Hocuspocus with its SQLite extension's queries on a file, all else as it comes. */
export const hocuspocus: ServerKind = {
  name: 'hocuspocus',
  title: 'Hocuspocus 4.7, SQLite',
  role: 'peer',
  keeps: 'on disk',
  acknowledges: true,

  async start(): Promise<Server> {
    const process = await ServerProcess.start({
      command: [fileURLToPath(new URL('hocuspocus.main.ts', import.meta.url))],
      environment: (port, dataDir) => ({ PORT: String(port), DATA_DIR: dataDir, NODE_ENV: 'production' }),
      readyPath: '/',
    })
    return {
      kind: hocuspocus,
      process,
      document: name => ({
        name,
        url: `ws://127.0.0.1:${process.port}/`,
        headers: {},
        dialect: hocuspocusDialect(name),
      }),
      close: () => process.close(),
    }
  },
}
