import type { Kind } from '@barycentre/plan'
import * as z from 'zod/mini'

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

const state = z.object({
  person: z.object({ id: z.string(), name: z.string(), group: z.string(), entity: z.string(), role: z.string() }),
  at: z.optional(
    z.object({
      screen: z.string(),
      record: z.optional(z.object({ kind: z.string(), id: z.string() })),
      field: z.optional(z.string()),
    }),
  ),
  gesture: z.optional(z.unknown()),
})

/** Reads what others announce. A state that does not fit (a stock client's, a newer one's) is nobody on this screen. */
export function readPresence(states: ReadonlyMap<number, unknown>, ownClientId: number): readonly Presence[] {
  const people: Presence[] = []
  for (const [clientId, announced] of states) {
    const parsed = state.safeParse(announced)
    if (!parsed.success) continue
    const { person, at, gesture } = parsed.data
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
