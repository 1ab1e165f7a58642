import { bareBatch, bareRelay } from './bare.ts'
import { barycentre } from './barycentre.ts'
import { hocuspocus } from './hocuspocus.ts'
import type { ServerKind } from './server.ts'
import { yWebsocket, yWebsocketLevel } from './y-websocket.ts'

/** In the order of the tables. */
export const serverKinds: readonly ServerKind[] = [
  barycentre,
  hocuspocus,
  yWebsocket,
  yWebsocketLevel,
  bareRelay,
  bareBatch,
]
