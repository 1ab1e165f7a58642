import type { Records } from '../records.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import { cookieName, findCookie } from './cookie.ts'
import type { Membership } from './memberships.ts'
import type { Person } from './people.ts'
import type { Token } from './tokens.ts'

/** Who is asking: a person in a browser where they signed in, or the holder of a token. */
export type Actor =
  | { readonly by: 'person'; readonly person: Person; readonly signInSecret: string }
  | { readonly by: 'token'; readonly token: Token }

/** What a request carries to say who is asking. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly token: string | undefined
}

export type Identified = { readonly state: 'actor'; readonly actor: Actor } | { readonly state: 'nobody' | 'token-unknown' }

/** A token goes before a cookie: who sends one means it. One that is not valid is never overlooked. */
export function identify(records: Records, credentials: Credentials, secure: boolean, now: number): Identified {
  if (credentials.token !== undefined) {
    const token = records.tokens.find(credentials.token)
    return token ? { state: 'actor', actor: { by: 'token', token } } : { state: 'token-unknown' }
  }
  const signInSecret = findCookie(credentials.cookie, cookieName(secure))
  const personId = signInSecret && records.signIns.findPerson(signInSecret, now)
  const person = personId && records.people.find(personId)
  return person ? { state: 'actor', actor: { by: 'person', person, signInSecret } } : { state: 'nobody' }
}

/** The actor's place in a workspace, if they have one. */
export function findMembership(records: Records, actor: Actor, workspace: WorkspaceId): Membership | undefined {
  if (actor.by === 'person') return records.memberships.find(actor.person.id, workspace)
  return actor.token.workspaceId === workspace ? actor.token : undefined
}

/** Still signed in, still not revoked: what a long connection asks again when rights have changed. */
export function isStillValid(records: Records, actor: Actor, now: number): boolean {
  if (actor.by === 'token') return records.tokens.isLive(actor.token.id)
  return records.signIns.findPerson(actor.signInSecret, now) === actor.person.id
}

/** How the actor stands in logs and histories. */
export function actorName(actor: Actor): string {
  return actor.by === 'person' ? `person:${actor.person.id}` : `token:${actor.token.id}`
}

export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length).trim() : undefined
}
