import { requestByStateVector, type Dialect } from './dialect.ts'

/** y-websocket's own: no greeting, no acknowledgement. */
export const stockDialect: Dialect = {
  greeting: [],
  waitsForWelcome: false,
  request: requestByStateVector,
  wrap: message => message,
  read: message => ({ kind: 'stock', message }),
  poorLink: { collectMs: 0 },
}
