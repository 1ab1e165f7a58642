import type { Context } from 'hono'
import type { Ports } from '../app.ts'
import { bearerToken, findMembership, identify, type Actor } from '../auth/actor.ts'
import type { Membership } from '../auth/memberships.ts'
import { mayInWorkspace, type Act } from '../auth/rights.ts'
import type { Workspace, WorkspaceId } from '../workspaces/workspaces.ts'
import { Problem } from './problem.ts'

/** Who asks, if anybody does. A token that is not valid is refused even where nobody need sign in. */
export function findActor(c: Context, ports: Ports): Actor | undefined {
  const credentials = { cookie: c.req.header('cookie'), token: bearerToken(c.req.header('authorization')) }
  const identified = identify(ports.records, credentials, isSecure(c, ports), ports.now())
  if (identified.state === 'token-unknown') throw new Problem('token-unknown')
  return identified.state === 'actor' ? identified.actor : undefined
}

export function getActor(c: Context, ports: Ports): Actor {
  const actor = findActor(c, ports)
  if (actor === undefined) throw new Problem('not-signed-in')
  return actor
}

export interface Standing {
  readonly actor: Actor
  readonly workspace: Workspace
  readonly membership: Membership
}

/**
 * The asker's standing in the workspace that the path names. Somebody without a place in it learns no more than
 * somebody who made the id up.
 */
export function getStanding(c: Context, ports: Ports, act: Act): Standing {
  const actor = getActor(c, ports)
  const workspace = ports.records.workspaces.find((c.req.param('workspaceId') ?? '') as WorkspaceId)
  const membership = workspace && findMembership(ports.records, actor, workspace.id)
  if (workspace === undefined || membership === undefined) throw new Problem('workspace-unknown')
  if (!mayInWorkspace(membership, act)) throw new Problem('not-allowed', { act, role: membership.role })
  return { actor, workspace, membership }
}

/** Whether the browser came by https: only the configured public address can say so behind a proxy. */
export function isSecure(c: Context, { publicUrl }: Ports): boolean {
  return publicUrl === undefined ? new URL(c.req.url).protocol === 'https:' : publicUrl.startsWith('https:')
}

