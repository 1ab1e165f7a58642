import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Ports } from '../app.ts'
import { signInCookie, signOutCookie } from '../auth/cookie.ts'
import { join } from '../auth/join.ts'
import { findCaller, isSecure } from './caller.ts'
import { nameSchema, readBody } from './body.ts'
import { Problem } from './problem.ts'

/** Signing in by link, signing out, and who one is. */
export function signIn(ports: Ports): Hono {
  const { records, now } = ports
  const app = new Hono()

  app.get('/me', c => {
    const caller = findCaller(c, ports)
    if (caller?.by !== 'person') return c.json({ person: null, workspaces: [] })
    const held = new Map(records.memberships.ofPerson(caller.person.id).map(each => [each.workspaceId, each]))
    const workspaces = records.workspaces.all().flatMap(({ id, name }) => {
      const membership = held.get(id)
      return membership ? [{ id, name, role: membership.role, group: membership.group }] : []
    })
    return c.json({ person: caller.person, workspaces })
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
    const caller = findCaller(c, ports)
    const person = caller?.by === 'person' ? caller.person : undefined
    const joined = join(ports, { secret, name, entity, person })
    if (!joined.ok) throw new Problem(joined.error)
    const { workspaceIds, signInSecret } = joined.value
    if (signInSecret !== undefined) c.header('set-cookie', signInCookie(signInSecret, isSecure(c, ports)))
    return c.json({ workspaceIds })
  })

  app.post('/sign-out', c => {
    const caller = findCaller(c, ports)
    if (caller?.by === 'person') {
      records.signIns.remove(caller.signInSecret)
      ports.live.checkRights()
    }
    c.header('set-cookie', signOutCookie(isSecure(c, ports)))
    return c.body(null, 204)
  })

  return app
}

const joinSchema = z.object({ secret: z.string(), name: nameSchema(), entity: nameSchema() })
