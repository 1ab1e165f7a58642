import {
  decodeExtension,
  decodePresenceChanges,
  encodeExtension,
  encodePresenceChanges,
  encodeStep1,
  encodeUpdate,
  firstExtensionType,
  joinUpdates,
  presenceCapability,
  presenceChange,
  presenceFields,
  protocolVersion,
  type Place,
  type PresenceFields,
} from '@barycentre/sync'
import { encodeAwarenessOf, readAwareness } from '../edits.ts'
import type { Dialect } from './dialect.ts'

/** Ours: y-websocket's messages, and our own for who says hello. All that the benchmark knows of those is here. */
export const barycentreDialect: Dialect = { ...openDialect(), forOne: openDialect }

function openDialect(): Dialect {
  let place: Place | undefined
  let announced: PresenceFields | undefined

  return {
    greet({ place: { sequence, chain } = { sequence: 0, chain: 0 } }) {
      const capabilities = [presenceCapability]
      return [
        encodeExtension({
          kind: 'hello',
          protocol: protocolVersion,
          schema: '',
          capabilities,
          client: 0,
          sequence,
          chain,
        }),
      ]
    },
    waitsForWelcome: false,
    // With a place the server sends what was missed without being asked.
    request: held => (held.place === undefined ? [encodeStep1(held.stateVector)] : []),
    wrap(message) {
      if (message[0] !== 1) return message
      const [{ client, clock, state: json } = { client: 0, clock: 0, state: '{}' }] = readAwareness(message)
      const fields = presenceFields(json)
      const changes = encodePresenceChanges([presenceChange(client, clock, announced, { json, fields })])
      announced = fields
      return encodeExtension({ kind: 'presence', changes })
    },
    read(message) {
      if ((message[0] ?? 0) < firstExtensionType) return { kind: 'stock', message }
      const extension = decodeExtension(message)
      switch (extension?.kind) {
        case 'welcome':
          return extension.write === 1
            ? { kind: 'welcomed', resumed: extension.resumed === 1 }
            : { kind: 'refused', code: extension.code, messages: 0 }
        case 'saved':
          reach(extension)
          return { kind: 'acknowledged', upTo: extension.frames }
        case 'news':
          reach(extension)
          return extension.update.length === 0
            ? { kind: 'other' }
            : { kind: 'stock', message: encodeUpdate(extension.update) }
        case 'presence':
          return {
            kind: 'stock',
            message: encodeAwarenessOf(
              decodePresenceChanges(extension.changes).map(({ client, clock, json }) => ({
                client,
                clock,
                state: json,
              })),
            ),
          }
        case 'refused':
          return { kind: 'refused', code: extension.code, messages: extension.frames }
        default:
          return { kind: 'other' }
      }
    },
    poorLink: { collectMs: 1_000, tellsCarets: false, long: '&link=long', poor: '&link=poor', join: joinUpdates },
    place: () => place,
  }

  function reach({ sequence, chain }: Place): void {
    if (sequence > 0) place = { sequence, chain }
  }
}
