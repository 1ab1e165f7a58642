import { decodeMessage, encodeAwareness } from '../message.ts'
import { encodeExtension } from '../extension-message.ts'
import {
  decodePresenceChanges,
  encodePresenceChanges,
  patched,
  presenceChange,
  presenceFields,
  type PresenceFields,
} from '../presence-changes.ts'
import { decodeEntries, encodeEntries, type Entry } from '../presence.ts'

/**
 * Presence on one connection: the provider speaks in whole states, of everybody it has heard of; the server is told what
 * is new of oneself, and tells what is new of the others.
 */
export class LinkPresence {
  serverTakesChanges = false
  readonly #client: number
  readonly #others = new Map<number, PresenceFields>()
  #announced: PresenceFields | undefined

  constructor(client: number) {
    this.#client = client
  }

  /** The frame that says what is new of oneself in the provider's; `undefined` if nothing is. */
  announcement(frame: Uint8Array): Uint8Array | undefined {
    const message = decodeMessage(frame)
    if (message.kind !== 'awareness') return frame
    const own = decodeEntries(message.entries).find(entry => entry.client === this.#client)
    if (own === undefined) return undefined
    const { client, clock, state } = own
    const before = this.#announced
    this.#announced = presenceFields(state)
    if (!this.serverTakesChanges || state === absent) return encodeAwareness(encodeEntries([own]))
    const change = presenceChange(client, clock, before, { json: state, fields: this.#announced })
    return encodeExtension({ kind: 'presence', changes: encodePresenceChanges([change]) })
  }

  /** What the server tells of changes, as the provider understands it. */
  entriesOf(changes: Uint8Array): Uint8Array | undefined {
    const entries: Entry[] = []
    for (const { client, clock, change, json } of decodePresenceChanges(changes)) {
      const known = this.#others.get(client)
      const fields = change === 'gone' ? undefined : presenceFields(json)
      // Not known, and only its change told: the server tells the whole before it tells changes.
      if (change === 'patch' && (known === undefined || fields === undefined)) continue
      const state = change === 'gone' ? absent : change === 'patch' && known && fields ? patched(known, fields) : json
      const next = change === 'gone' ? undefined : presenceFields(state)
      if (next === undefined) this.#others.delete(client)
      else this.#others.set(client, next)
      entries.push({ client, clock, state })
    }
    return entries.length === 0 ? undefined : encodeEntries(entries)
  }
}

const absent = 'null'
