import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  decodePresenceChanges,
  patched,
  presenceChange,
  presenceFields,
  stateOf,
  type PresenceChange,
  type PresenceFields,
} from './presence-changes.ts'

/**
 * Who is here, as the room last heard it: the latest state of each awareness client. A speaker is a session; each
 * speaks for one client only, the first that it announces, and nobody else speaks for that one meanwhile. Everything
 * else in its frames is what it heard from us or from its neighbours and says again, as stock providers do.
 */
export class Presence<Speaker extends object> {
  readonly #clients = new Map<number, Client<Speaker>>()
  readonly #clientOf = new Map<Speaker, number>()
  readonly #speakerOf = new Map<number, Speaker>()
  readonly #silenced = new WeakSet<Speaker>()
  readonly #rules: SpeakingRules<Speaker>

  constructor(rules: SpeakingRules<Speaker>) {
    this.#rules = rules
  }

  /** Hears a frame's entries; returns the client whose state has changed by it, if one has. Throws when they are malformed. */
  hear(speaker: Speaker, entries: Uint8Array, now: number): number | undefined {
    let changed: number | undefined
    for (const entry of decodeEntries(entries)) changed = this.#hear(speaker, entry, now) ?? changed
    return changed
  }

  /** The same, of changes. */
  hearChanges(speaker: Speaker, changes: Uint8Array, now: number): number | undefined {
    let changed: number | undefined
    for (const { client, clock, change, json } of decodePresenceChanges(changes, textOf(changes))) {
      const fields = this.#clients.get(client)?.fields
      const patch = change === 'patch' ? presenceFields(json) : undefined
      // A patch of what is not known here: its speaker says the whole again within moments.
      if (change === 'patch' && (fields === undefined || patch === undefined)) continue
      const next = fields && patch && patched(fields, patch)
      const state = change === 'gone' ? absent : next ? stateOf(next) : json
      changed = this.#hear(speaker, { client, clock, state }, now, next) ?? changed
    }
    return changed
  }

  /**
   * What has changed of these clients since it was last told; from now on that counts as told. `roster` is for those
   * whose line is poor: who has come and gone, and of who moves only, now and then, that they are still there.
   */
  changes(
    clients: Iterable<number>,
    now: number,
  ): { readonly all: readonly PresenceChange[]; readonly roster: readonly PresenceChange[] } {
    const all: PresenceChange[] = []
    const roster: PresenceChange[] = []
    for (const client of clients) {
      const known = this.#clients.get(client)
      if (known === undefined) continue
      const change = changeOf(known, known.told)
      known.told = known.fields
      all.push(change)
      const isPatch = change.change === 'patch'
      if (isPatch && now - known.rosterToldAt < rosterEvery) continue
      known.rosterToldAt = now
      roster.push(isPatch ? { ...change, json: '{}' } : change)
    }
    return { all, roster }
  }

  /** Everybody who is here, whole. */
  whole(): readonly PresenceChange[] {
    return [...this.#clients.values()].map(known => changeOf(known, undefined))
  }

  /** `ownFields`: those of the entry's state, where they have been read already. */
  #hear(speaker: Speaker, entry: Entry, now: number, ownFields?: PresenceFields): number | undefined {
    if (!this.#speaksFor(speaker, entry)) return undefined
    const known = this.#clients.get(entry.client)
    if (known !== undefined && !isNewer(entry, known)) return undefined
    // Peers parse this in their message handler, where an exception would end more than the message.
    const fields = ownFields ?? presenceFields(entry.state)
    this.#clients.set(entry.client, {
      ...entry,
      speaker,
      heardAt: now,
      fields,
      told: known?.told,
      rosterToldAt: known?.rosterToldAt ?? now,
    })
    return entry.client
  }

  /** Forgets the speaker; returns the entries to tell the others, if it spoke for anybody. */
  leave(speaker: Speaker): Uint8Array | undefined {
    const client = this.#clientOf.get(speaker)
    if (client === undefined) return undefined
    const known = this.#clients.get(client)
    this.#release(speaker, client)
    if (known === undefined || known.state === absent) return undefined
    return encodeEntries([{ client, clock: known.clock, state: absent }])
  }

  /** Entries for these clients, or for all. `undefined` if there are none. */
  encode(clients: Iterable<number> = this.#clients.keys()): Uint8Array | undefined {
    const entries: Entry[] = []
    for (const client of clients) {
      const known = this.#clients.get(client)
      if (known !== undefined) entries.push(known)
    }
    return entries.length === 0 ? undefined : encodeEntries(entries)
  }

  clientOf(speaker: Speaker): number | undefined {
    return this.#clientOf.get(speaker)
  }

  /**
   * Forgets states that have not been said again since `time`, and who spoke for them; peers do the same by their own
   * clocks. Whoever is still there is heard anew with the next thing that it says.
   */
  forgetBefore(time: number): void {
    for (const [client, known] of this.#clients) if (known.heardAt < time) this.#release(known.speaker, client)
  }

  #speaksFor(speaker: Speaker, entry: Entry): boolean {
    const own = this.#clientOf.get(speaker)
    if (own !== undefined) return own === entry.client
    if (this.#silenced.has(speaker) || entry.state === absent) return false
    if (!this.#rules.maySpeakFor(speaker, entry.client)) return false
    const other = this.#speakerOf.get(entry.client)
    if (other !== undefined) {
      if (!this.#rules.mayTakeOver(other, speaker)) return false
      this.#clientOf.delete(other)
      this.#silenced.add(other)
    }
    this.#clientOf.set(speaker, entry.client)
    this.#speakerOf.set(entry.client, speaker)
    return true
  }

  #release(speaker: Speaker, client: number): void {
    this.#clients.delete(client)
    this.#clientOf.delete(speaker)
    this.#speakerOf.delete(client)
  }
}

export interface SpeakingRules<Speaker> {
  /** Whether `to` is the same person come back before `from` was noticed to be gone. */
  mayTakeOver(from: Speaker, to: Speaker): boolean
  /** Whether the client id is this person's to use. */
  maySpeakFor(speaker: Speaker, client: number): boolean
}

/** An awareness message that says nothing, and is something heard: three bytes that keep a stock provider's watchdog quiet. */
export const noEntries = Uint8Array.of(0)

const absent = 'null'

export interface Entry {
  readonly client: number
  readonly clock: number
  /** JSON; `null` for somebody who has left. */
  readonly state: string
}

interface Client<Speaker> extends Entry {
  readonly speaker: Speaker
  readonly heardAt: number
  readonly fields: PresenceFields | undefined
  /** The fields that everybody has been told. */
  told: PresenceFields | undefined
  rosterToldAt: number
}

/** What one says of oneself is hardly longer in JSON than on its way. */
function textOf(changes: Uint8Array): number {
  return 2 * changes.length + 4_096
}

/** Milliseconds. Providers forget whom they have not heard of for 30 s. */
const rosterEvery = 12_000

function changeOf(known: Client<unknown>, told: PresenceFields | undefined): PresenceChange {
  const { client, clock, state, fields } = known
  if (state === absent) return { client, clock, change: 'gone', json: '' }
  return presenceChange(client, clock, told, { json: state, fields })
}

function isNewer(entry: Entry, known: Entry): boolean {
  if (entry.clock !== known.clock) return entry.clock > known.clock
  return entry.state === absent && known.state !== absent
}

export function decodeEntries(bytes: Uint8Array): Entry[] {
  const decoder = decoding.createDecoder(bytes)
  const entries: Entry[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    entries.push({
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: decoding.readVarString(decoder),
    })
  }
  if (decoder.pos !== bytes.length) throw new Error('The entries do not end where their frame does')
  return entries
}

export function encodeEntries(entries: readonly Entry[]): Uint8Array {
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, state)
    }
  })
}
