import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Ports } from '../app.ts'
import { signInCookie, signOutCookie } from '../auth/cookie.ts'
import { join } from '../auth/join.ts'
import { findActor, isSecure } from './actor.ts'
import { nameSchema, readBody } from './body.ts'
import { Problem } from './problem.ts'

/** Signing in by link, signing out, and who one is. */
export function signIn(ports: Ports): Hono {
  const { records, now } = ports
  const app = new Hono()

  app.get('/me', c => {
    const actor = findActor(c, ports)
    if (actor?.by !== 'person') return c.json({ person: null, workspaces: [] })
    const workspaces = records.memberships.ofPerson(actor.person.id).flatMap(({ workspaceId, role, group }) => {
      const workspace = records.workspaces.find(workspaceId)
      return workspace ? [{ id: workspace.id, name: workspace.name, role, group, createdAt: workspace.createdAt }] : []
    })
    workspaces.sort((a, b) => a.createdAt - b.createdAt)
    return c.json({ person: actor.person, workspaces })
  })

  app.get('/invitations/:secret', c => {
    const invitation = records.invitations.check(c.req.param('secret'), now())
    if (!invitation.ok) throw new Problem(invitation.error)
    const { workspaceId, group, role, expiresAt, usesAllowed, uses } = invitation.value
    const workspaces = workspaceId === null ? records.workspaces.all() : [records.workspaces.find(workspaceId)]
    return c.json({
      workspaces: workspaces.flatMap(workspace => (workspace ? [{ id: workspace.id, name: workspace.name }] : [])),
      group,
      role,
      owner: workspaceId === null,
      expiresAt: new Date(expiresAt).toISOString(),
      usesLeft: usesAllowed - uses,
    })
  })

  app.post('/join', async c => {
    const { secret, name, entity } = await readBody(c, joinSchema)
    const actor = findActor(c, ports)
    const person = actor?.by === 'person' ? actor.person : undefined
    const joined = join(ports, { secret, name, entity, person })
    if (!joined.ok) throw new Problem(joined.error)
    const { workspaceIds, signInSecret } = joined.value
    if (signInSecret !== undefined) c.header('set-cookie', signInCookie(signInSecret, isSecure(c, ports)))
    return c.json({ workspaceIds })
  })

  app.post('/sign-out', c => {
    const actor = findActor(c, ports)
    if (actor?.by === 'person') {
      records.signIns.remove(actor.signInSecret)
      ports.live.checkRights()
    }
    c.header('set-cookie', signOutCookie(isSecure(c, ports)))
    return c.body(null, 204)
  })

  return app
}

const joinSchema = z.object({ secret: z.string(), name: nameSchema(), entity: nameSchema() })
