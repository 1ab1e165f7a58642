import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { requestByStateVector, stockPoorLink, type Dialect } from './dialect.ts'

const types = { auth: 2, syncReply: 4, syncStatus: 8 } as const
const lastStockType = 3
const auth = { token: 0, authenticated: 2 } as const

/** Hocuspocus writes the document's name before each message, asks for a token first, and acknowledges by `SyncStatus`. */
export function hocuspocusDialect(document: string): Dialect {
  const prefix = encoding.encode(encoder => encoding.writeVarString(encoder, document))
  const wrap = (message: Uint8Array) => {
    const wrapped = new Uint8Array(prefix.length + message.length)
    wrapped.set(prefix)
    wrapped.set(message, prefix.length)
    return wrapped
  }
  const token = encoding.encode(encoder => {
    encoding.writeVarUint(encoder, types.auth)
    encoding.writeVarUint(encoder, auth.token)
    encoding.writeVarString(encoder, 'bench')
  })
  return {
    greet: () => [wrap(token)],
    waitsForWelcome: true,
    request: requestByStateVector,
    wrap,
    read(wrapped) {
      const message = wrapped.subarray(prefix.length)
      const [type = -1, second] = message
      switch (type) {
        case types.auth:
          return second === auth.authenticated ? { kind: 'welcomed' } : { kind: 'refused', code: 'auth', messages: 0 }
        case types.syncReply:
          return { kind: 'stock', message: asSync(message) }
        case types.syncStatus:
          return decoding.readVarUint(decoding.createDecoder(message.subarray(1))) === 1
            ? { kind: 'acknowledged', more: 1 }
            : { kind: 'refused', code: 'sync-status', messages: 1 }
        default:
          return type <= lastStockType ? { kind: 'stock', message } : { kind: 'other' }
      }
    },
    poorLink: stockPoorLink,
  }
}

/** A reply is a sync message under another number, so that it is not replied to again. */
function asSync(message: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(message)
  copy[0] = 0
  return copy
}
