import type { Actor } from '@barycentre/access'
import type { Records } from '../records.ts'
import type { WorkspaceId } from '../workspaces/workspaces.ts'
import { cookieName, findCookie } from './cookie.ts'
import type { Person } from './people.ts'
import type { Token } from './tokens.ts'

/** Who is asking: a person in a browser where they signed in, or the holder of a token. */
export type Caller =
  | { readonly by: 'person'; readonly person: Person; readonly signInSecret: string }
  | { readonly by: 'token'; readonly token: Token }

/** What a request carries to say who is asking. */
export interface Credentials {
  readonly cookie: string | undefined
  readonly token: string | undefined
}

export type Identified =
  | { readonly state: 'caller'; readonly caller: Caller }
  | { readonly state: 'nobody' }
  | { readonly state: 'token-unknown' }

/** A token goes before a cookie: who sends one means it. One that is not valid is never overlooked. */
export function identify(records: Records, credentials: Credentials, secure: boolean, now: number): Identified {
  if (credentials.token !== undefined) {
    const token = records.tokens.find(credentials.token)
    return token ? { state: 'caller', caller: { by: 'token', token } } : { state: 'token-unknown' }
  }
  const signInSecret = findCookie(credentials.cookie, cookieName(secure))
  const personId = signInSecret && records.signIns.findPerson(signInSecret, now)
  const person = personId && records.people.find(personId)
  return person ? { state: 'caller', caller: { by: 'person', person, signInSecret } } : { state: 'nobody' }
}

/** The caller as an actor in a workspace, if they have a place there. */
export function findActor(records: Records, caller: Caller, workspaceId: WorkspaceId): Actor | undefined {
  const id = authorOf(caller)
  if (caller.by === 'token') {
    const { name, role, group } = caller.token
    return caller.token.workspaceId === workspaceId ? { id, name, workspaceId, role, group } : undefined
  }
  const { name, entity } = caller.person
  const membership = records.memberships.find(caller.person.id, workspaceId)
  return membership && { id, name, entity, workspaceId, role: membership.role, group: membership.group }
}

/** Still signed in, still not revoked: what a long connection asks again when rights have changed. */
export function isStillValid(records: Records, caller: Caller, now: number): boolean {
  if (caller.by === 'token') return records.tokens.isLive(caller.token.id)
  return records.signIns.findPerson(caller.signInSecret, now) === caller.person.id
}

/** How the caller stands in the log beside what they write. */
export function authorOf(caller: Caller): string {
  return caller.by === 'person' ? `person:${caller.person.id}` : `token:${caller.token.id}`
}

export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length).trim() : undefined
}
