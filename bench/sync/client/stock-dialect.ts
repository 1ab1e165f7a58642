import { requestByStateVector, stockPoorLink, type Dialect } from './dialect.ts'

/** y-websocket's own: no greeting, no acknowledgement. */
export const stockDialect: Dialect = {
  greet: () => [],
  waitsForWelcome: false,
  request: requestByStateVector,
  wrap: message => message,
  read: message => ({ kind: 'stock', message }),
  poorLink: stockPoorLink,
}
