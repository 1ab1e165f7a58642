import { fileURLToPath } from 'node:url'
import { stockDialect } from '../client/stock-dialect.ts'
import type { Server, ServerKind } from './server.ts'
import { ServerProcess } from './server-process.ts'

// The package does not export its program; what npm would link as `y-websocket-server` lies beside its manifest.
const program = fileURLToPath(new URL('src/server.js', import.meta.resolve('@y/websocket-server/package.json')))

/** y-websocket-server as it comes: documents in memory. */
export const yWebsocket: ServerKind = {
  name: 'y-websocket',
  title: 'y-websocket-server 0.1.1',
  role: 'peer',
  keeps: 'nothing',
  acknowledges: false,
  start: () => startYWebsocket(yWebsocket, () => ({})),
}

/** y-websocket-server with the persistence that it offers: LevelDB. */
export const yWebsocketLevel: ServerKind = {
  name: 'y-websocket-leveldb',
  title: 'y-websocket-server, LevelDB',
  role: 'peer',
  keeps: 'on disk',
  acknowledges: false,
  start: () => startYWebsocket(yWebsocketLevel, dataDir => ({ YPERSISTENCE: dataDir })),
}

async function startYWebsocket(
  kind: ServerKind,
  persistence: (dataDir: string) => Readonly<Record<string, string>>,
): Promise<Server> {
  const process = await ServerProcess.start({
    command: [program],
    environment: (port, dataDir) => ({
      ...persistence(dataDir),
      PORT: String(port),
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
    }),
    readyPath: '/',
  })
  return {
    kind,
    process,
    document: name => ({ name, url: `ws://127.0.0.1:${process.port}/${name}`, headers: {}, dialect: stockDialect }),
    close: () => process.close(),
  }
}
