import { decodeExtension, encodeExtension, firstExtensionType, protocolVersion } from '@barycentre/sync'
import { requestByStateVector, type Dialect } from './dialect.ts'

const hello = encodeExtension({ kind: 'hello', protocol: protocolVersion, schema: '', capabilities: [] })

/** Ours: y-websocket's messages, and our own for who says hello. All that the benchmark knows of those is here. */
export const barycentreDialect: Dialect = {
  greeting: [hello],
  waitsForWelcome: false,
  request: requestByStateVector,
  wrap: message => message,
  read(message) {
    if ((message[0] ?? 0) < firstExtensionType) return { kind: 'stock', message }
    const extension = decodeExtension(message)
    switch (extension?.kind) {
      case 'welcome':
        return extension.write === 1 ? { kind: 'welcomed' } : { kind: 'refused', code: extension.code, messages: 0 }
      case 'saved':
        return { kind: 'acknowledged', upTo: extension.frames }
      case 'refused':
        return { kind: 'refused', code: extension.code, messages: extension.frames }
      default:
        return { kind: 'other' }
    }
  },
  poorLink: { collectMs: 0 },
}
