import { canGive, groups, roles, type Actor, type Role } from '@barycentre/access'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Ports } from '../app.ts'
import { invite } from '../auth/invite.ts'
import type { Invitation, InvitationId } from '../auth/invitations.ts'
import { issueToken } from '../auth/issue-token.ts'
import type { PersonId } from '../auth/people.ts'
import type { Token, TokenId } from '../auth/tokens.ts'
import { getActor } from './caller.ts'
import { nameSchema, readBody } from './body.ts'
import { Problem } from './problem.ts'

/** Who is in a workspace, and the invitations and tokens that let others in. */
export function members(ports: Ports): Hono {
  const { records, now } = ports
  const app = new Hono()

  app.get('/:workspaceId/members', c => {
    const { workspace } = getActor(c, ports, 'members.read')
    const list = records.memberships.inWorkspace(workspace.id)
    return c.json({
      members: list.map(({ personId, name, entity, role, group }) => ({ id: personId, name, entity, role, group })),
    })
  })

  app.delete('/:workspaceId/members/:personId', c => {
    const { workspace } = getActor(c, ports, 'members.change')
    const personId = c.req.param('personId') as PersonId
    const held = records.memberships.find(personId, workspace.id)
    if (held === undefined) throw new Problem('not-found')
    const owners = records.memberships.inWorkspace(workspace.id).filter(member => member.role === 'owner')
    if (held.role === 'owner' && owners.length === 1) throw new Problem('not-allowed', { reason: 'last-owner' })
    records.memberships.remove(personId, workspace.id)
    ports.live.checkRights()
    return c.body(null, 204)
  })

  app.get('/:workspaceId/invitations', c => {
    const { workspace } = getActor(c, ports, 'members.invite')
    return c.json({ invitations: records.invitations.ofWorkspace(workspace.id).map(invitationJson) })
  })

  app.post('/:workspaceId/invitations', async c => {
    const { actor, workspace } = getActor(c, ports, 'members.invite')
    const wanted = await readBody(c, invitationSchema)
    mustBeGivable(actor, wanted.role, 'members.invite')
    const { invitation, secret } = invite(ports, { ...wanted, workspaceId: workspace.id, createdBy: actor.id })
    const link = `${ports.address()}/join/${secret}`
    return c.json({ ...invitationJson({ ...invitation, uses: 0, revokedAt: null }), link }, 201)
  })

  app.delete('/:workspaceId/invitations/:invitationId', c => {
    const { workspace } = getActor(c, ports, 'members.invite')
    const revoked = records.invitations.revoke(c.req.param('invitationId') as InvitationId, workspace.id, now())
    if (!revoked) throw new Problem('not-found')
    return c.body(null, 204)
  })

  app.get('/:workspaceId/tokens', c => {
    const { workspace } = getActor(c, ports, 'tokens.make')
    return c.json({ tokens: records.tokens.ofWorkspace(workspace.id).map(tokenJson) })
  })

  app.post('/:workspaceId/tokens', async c => {
    const { actor, workspace } = getActor(c, ports, 'tokens.make')
    const wanted = await readBody(c, tokenSchema)
    mustBeGivable(actor, wanted.role, 'tokens.make')
    const { token, secret } = issueToken(ports, { ...wanted, workspaceId: workspace.id, createdBy: actor.id })
    return c.json({ ...tokenJson({ ...token, revokedAt: null }), token: secret }, 201)
  })

  app.delete('/:workspaceId/tokens/:tokenId', c => {
    const { workspace } = getActor(c, ports, 'tokens.revoke')
    const revoked = records.tokens.revoke(c.req.param('tokenId') as TokenId, workspace.id, now())
    if (!revoked) throw new Problem('not-found')
    ports.live.checkRights()
    return c.body(null, 204)
  })

  return app
}

const invitationSchema = z.object({
  group: z.enum(groups),
  role: z.enum(roles),
  expiresInHours: z._default(z.number().check(z.positive(), z.maximum(24 * 366)), 24 * 7),
  uses: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 1),
})
const tokenSchema = z.object({ name: nameSchema(), group: z.enum(groups), role: z.enum(roles) })

function mustBeGivable(actor: Actor, role: Role, act: 'members.invite' | 'tokens.make'): void {
  const allowed = canGive(actor, role, act)
  if (!allowed.ok) throw new Problem('not-allowed', { act, role, needs: allowed.error.needs })
}

function invitationJson({ id, group, role, createdAt, expiresAt, usesAllowed, uses, revokedAt }: Invitation) {
  return {
    id,
    group,
    role,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    usesLeft: Math.max(0, usesAllowed - uses),
    revoked: revokedAt !== null,
  }
}

function tokenJson({ id, name, group, role, createdAt, revokedAt }: Token) {
  return { id, name, group, role, createdAt: new Date(createdAt).toISOString(), revoked: revokedAt !== null }
}
