import { can, type Act, type Actor } from '@barycentre/access'
import type { Context } from 'hono'
import type { Ports } from '../app.ts'
import { bearerToken, findActor, identify, type Caller } from '../auth/caller.ts'
import type { Workspace, WorkspaceId } from '../workspaces/workspaces.ts'
import { Problem } from './problem.ts'

/** Who asks, if anybody does. A token that is not valid is refused even where nobody need sign in. */
export function findCaller(c: Context, ports: Ports): Caller | undefined {
  const credentials = { cookie: c.req.header('cookie'), token: bearerToken(c.req.header('authorization')) }
  const identified = identify(ports.records, credentials, isSecure(c, ports), ports.now())
  if (identified.state === 'token-unknown') throw new Problem('token-unknown')
  return identified.state === 'caller' ? identified.caller : undefined
}

export function getCaller(c: Context, ports: Ports): Caller {
  const caller = findCaller(c, ports)
  if (caller === undefined) throw new Problem('not-signed-in')
  return caller
}

/**
 * The asker in the workspace that the path names, if they may do this there. Somebody without a place in it learns no
 * more than somebody who made its id up.
 */
export function getActor(c: Context, ports: Ports, act: Act): { actor: Actor; workspace: Workspace } {
  const caller = getCaller(c, ports)
  const workspace = ports.records.workspaces.find((c.req.param('workspaceId') ?? '') as WorkspaceId)
  const actor = workspace && findActor(ports.records, caller, workspace.id)
  if (workspace === undefined || actor === undefined) throw new Problem('workspace-unknown')
  const allowed = can(actor, act)
  if (!allowed.ok) throw new Problem('not-allowed', { act, needs: allowed.error.needs })
  return { actor, workspace }
}

/** Whether the browser came by https: only the configured public address can say so behind a proxy. */
export function isSecure(c: Context, { publicUrl }: Ports): boolean {
  return publicUrl === undefined ? new URL(c.req.url).protocol === 'https:' : publicUrl.startsWith('https:')
}
