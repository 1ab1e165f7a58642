import * as s from '@barycentre/kit/schema'
import type { Kind } from '@barycentre/plan'

/** Where somebody is: a screen, the record that is open, the field that is being edited. */
export interface PresenceAt {
  readonly screen: string
  readonly record?: { readonly kind: Kind; readonly id: string } | undefined
  readonly field?: string | undefined
}

/** One tab of one person in this workspace. */
export interface Presence extends Partial<PresenceAt> {
  /** Told apart by tab, not by person: somebody at two screens is in two places. */
  readonly clientId: number
  readonly personId: string
  readonly name: string
  readonly group: string
  readonly entity: string
  readonly role: string
  readonly self: boolean
  /** What a gesture shows while it lasts, such as the place of a post that is being dragged. Never plan state. */
  readonly gesture?: unknown
}

const state = s.object({
  person: s.object({ id: s.string(), name: s.string(), group: s.string(), entity: s.string(), role: s.string() }),
  at: s.optional(
    s.object({
      screen: s.string(),
      record: s.optional(s.object({ kind: s.string(), id: s.string() })),
      field: s.optional(s.string()),
    }),
  ),
  gesture: s.optional(s.unknown()),
})

/** Reads what others announce. A state that does not fit (a stock client's, a newer one's) is nobody on this screen. */
export function readPresence(states: ReadonlyMap<number, unknown>, ownClientId: number): readonly Presence[] {
  const people: Presence[] = []
  for (const [clientId, announced] of states) {
    const parsed = state.parse(announced)
    if (!parsed.ok) continue
    const { person, at, gesture } = parsed.value
    people.push({
      clientId,
      personId: person.id,
      name: person.name,
      group: person.group,
      entity: person.entity,
      role: person.role,
      self: clientId === ownClientId,
      ...(at === undefined ? {} : (at as PresenceAt)),
      ...(gesture === undefined ? {} : { gesture }),
    })
  }
  return people.sort((a, b) => a.name.localeCompare(b.name) || a.clientId - b.clientId)
}
