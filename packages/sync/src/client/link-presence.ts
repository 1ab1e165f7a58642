import { decodeMessage, encodeAwareness } from '../message.ts'
import { encodeExtension } from '../extension-message.ts'
import {
  decodePresenceChanges,
  encodePresenceChanges,
  patched,
  presenceChange,
  presenceFields,
  stateOf,
  type PresenceFields,
} from '../presence-changes.ts'
import type { Gathering } from './link.ts'
import { decodeEntries, encodeEntries, type Entry } from '../presence.ts'

/**
 * Presence on one connection: the provider speaks in whole states, of everybody it has heard of; the server is told what
 * is new of oneself, and tells what is new of the others.
 */
export class LinkPresence {
  serverTakesChanges = false
  readonly #client: number
  readonly #others = new Map<number, PresenceFields>()
  readonly #gathering: Gathering | undefined
  #announced: PresenceFields | undefined
  #announcedAt = 0

  constructor(client: number, gathering?: Gathering) {
    this.#client = client
    this.#gathering = gathering
  }

  /** The frame that says what is new of oneself in the provider's; `undefined` if nothing is. */
  announcement(frame: Uint8Array): Uint8Array | undefined {
    const message = decodeMessage(frame)
    if (message.kind !== 'awareness') return frame
    const own = decodeEntries(message.entries).find(entry => entry.client === this.#client)
    if (own === undefined) return undefined
    const { client, clock, state } = own
    const before = this.#announced
    const fields = presenceFields(state)
    if (before !== undefined && state !== absent && !this.#isDue()) return undefined
    this.#announced = fields
    this.#announcedAt = this.#gathering?.clock() ?? 0
    if (!this.serverTakesChanges || state === absent) return encodeAwareness(encodeEntries([own]))
    const change = presenceChange(client, clock, before, { json: state, fields })
    return encodeExtension({ kind: 'presence', changes: encodePresenceChanges([change]) })
  }

  /** On a poor line, where one is within the screen can wait; that one is there, others must hear now and then. */
  #isDue(): boolean {
    const gathering = this.#gathering
    return gathering === undefined || gathering.forNow() === 0 || gathering.clock() - this.#announcedAt >= announceEvery
  }

  /** What the server tells of changes, as the provider understands it. */
  entriesOf(changes: Uint8Array): Uint8Array | undefined {
    const entries: Entry[] = []
    for (const { client, clock, change, json } of decodePresenceChanges(changes)) {
      const known = this.#others.get(client)
      const fields = change === 'gone' ? undefined : presenceFields(json)
      // Not known, and only its change told: the server tells the whole before it tells changes.
      if (change === 'patch' && (known === undefined || fields === undefined)) continue
      const next = change === 'patch' && known && fields ? patched(known, fields) : fields
      const state = change === 'gone' ? absent : change === 'patch' && next ? stateOf(next) : json
      if (next === undefined) this.#others.delete(client)
      else this.#others.set(client, next)
      entries.push({ client, clock, state })
    }
    return entries.length === 0 ? undefined : encodeEntries(entries)
  }
}

const absent = 'null'
/** Milliseconds. Providers forget whom they have not heard of for 30 s. */
const announceEvery = 12_000
