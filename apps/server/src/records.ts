import { createInvitations, type Invitations } from './auth/invitations.ts'
import { createMemberships, type Memberships } from './auth/memberships.ts'
import { createPeople, type People } from './auth/people.ts'
import { createRightsVersion } from './auth/rights-version.ts'
import { createSignIns, type SignIns } from './auth/sign-ins.ts'
import { createTokens, type Tokens } from './auth/tokens.ts'
import type { Database } from './database/open-database.ts'
import { createImports, type Imports } from './workspaces/imports.ts'
import { createWorkspaces, type Workspaces } from './workspaces/workspaces.ts'

/** The server-owned records, each behind the repository that alone knows its tables. */
export interface Records {
  readonly people: People
  readonly signIns: SignIns
  readonly memberships: Memberships
  readonly invitations: Invitations
  readonly tokens: Tokens
  readonly workspaces: Workspaces
  readonly imports: Imports
  readonly rightsVersion: () => number
  /** All of the work or none of it, synced to disk when this returns. */
  transaction<T>(work: () => T): T
}

export function createRecords(database: Database): Records {
  return {
    people: createPeople(database),
    signIns: createSignIns(database),
    memberships: createMemberships(database),
    invitations: createInvitations(database),
    tokens: createTokens(database),
    workspaces: createWorkspaces(database),
    imports: createImports(database),
    rightsVersion: createRightsVersion(database),
    transaction: work => database.transaction(work),
  }
}
