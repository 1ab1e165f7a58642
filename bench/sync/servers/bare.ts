import { fileURLToPath } from 'node:url'
import { stockDialect } from '../client/stock-dialect.ts'
import type { Server, ServerKind } from './server.ts'
import { ServerProcess } from './server-process.ts'

/** A relay on bare `ws`: each message goes to the others at once. What a server costs before it does anything. */
export const bareRelay: ServerKind = {
  name: 'bare-relay',
  title: 'bare relay',
  role: 'bare',
  keeps: 'nothing',
  acknowledges: false,
  start: () => startBare(bareRelay, {}),
}

/** A relay without any CRDT that forwards what came in one tick as one write. */
export const bareBatch: ServerKind = {
  name: 'bare-batch',
  title: 'bare batch',
  role: 'bare',
  keeps: 'nothing',
  acknowledges: false,
  start: () => startBare(bareBatch, { BATCH: '1' }),
}

async function startBare(kind: ServerKind, batch: Readonly<Record<string, string>>): Promise<Server> {
  const process = await ServerProcess.start({
    command: [fileURLToPath(new URL('bare.main.ts', import.meta.url))],
    environment: port => ({ ...batch, PORT: String(port), NODE_ENV: 'production' }),
    readyPath: '/',
  })
  return {
    kind,
    process,
    document: name => ({ name, url: `ws://127.0.0.1:${process.port}/${name}`, headers: {}, dialect: stockDialect }),
    close: () => process.close(),
  }
}
