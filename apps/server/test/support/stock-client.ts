import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { onTestFinished } from 'vitest'
import { until } from './server.ts'

export interface StockClient {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
}

/** The provider of the npm package, as a script would use it. Settles when it has synced. */
export async function joinStock(
  base: string,
  room: string,
  params: Record<string, string>,
  doc = new Y.Doc(),
): Promise<StockClient> {
  const provider = new WebsocketProvider(`${base.replace('http', 'ws')}/sync`, room, doc, {
    params,
    // In one process the providers would otherwise meet without the server.
    disableBc: true,
  })
  onTestFinished(() => provider.destroy())
  await until(() => provider.synced, `${room} synced`)
  return { doc, provider }
}
