import { err, ok, type Result } from '@barycentre/kit'
import { roles, type Actor, type Role } from './actor.ts'

/**
 * Who may do what, one sentence an act (domain model, section 6). The server asks it to decide, the web to grey out.
 * Groups draft with equal rights (section 2.3 of the report), so that none of it depends on the group; rights that
 * belong to a hat, such as the humanitarian coordinator's, come with the ledger.
 */
export const policy = {
  /** An owner may open further workspaces beside their own. */
  'workspace.create': ['owner'],
  /** Whoever was let in sees the whole plan: headquarters and field must see the same thing. */
  'workspace.read': ['owner', 'facilitator', 'planner', 'reader'],
  /** What one may read, one may take along. */
  'workspace.export': ['owner', 'facilitator', 'planner', 'reader'],
  /** Everyone who plans drafts everywhere: edit widely, decide narrowly. */
  'plan.write': ['owner', 'facilitator', 'planner'],
  'text.write': ['owner', 'facilitator', 'planner'],
  /** An import brings in a whole plan at once; those who run the process do it. */
  'plan.import': ['owner', 'facilitator'],
  /** Those who plan together know who else does. */
  'members.read': ['owner', 'facilitator', 'planner', 'reader'],
  /** Facilitators bring people together; to which roles, `canGive` says. */
  'members.invite': ['owner', 'facilitator'],
  /** Changing a role, and showing somebody out. */
  'members.change': ['owner'],
  /** A token acts for a script without a person at the keyboard. */
  'tokens.make': ['owner', 'facilitator'],
  'tokens.revoke': ['owner', 'facilitator'],
} as const satisfies { readonly [act: string]: readonly Role[] }

export type Act = keyof typeof policy
export const acts = Object.keys(policy) as readonly Act[]

/** Where something is to be done; an actor has rights in their own workspace only. */
export interface Place {
  readonly workspaceId: string
}

/** `needs` names the roles that may; where it is empty, no role of this actor's workspace would do. */
export interface NotAllowed {
  readonly code: 'not-allowed'
  readonly needs: readonly Role[]
}

/** Whether an actor may do this, here or in the given place; if not, which roles may. */
export function can(actor: Actor, act: Act, place?: Place): Result<void, NotAllowed> {
  if (place !== undefined && place.workspaceId !== actor.workspaceId) return err({ code: 'not-allowed', needs: [] })
  const needs: readonly Role[] = policy[act]
  return needs.includes(actor.role) ? ok(undefined) : err({ code: 'not-allowed', needs })
}

/** Whether an actor may let somebody in with this role, by invitation or token: nobody gives more than they have. */
export function canGive(
  actor: Actor,
  role: Role,
  act: 'members.invite' | 'tokens.make',
  place?: Place,
): Result<void, NotAllowed> {
  const allowed = can(actor, act, place)
  if (!allowed.ok) return allowed
  const needs = policy[act].filter(giver => roles.indexOf(giver) <= roles.indexOf(role))
  return needs.some(giver => giver === actor.role) ? ok(undefined) : err({ code: 'not-allowed', needs })
}
