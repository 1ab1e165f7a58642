import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod/mini'
import { layoutVersion } from '@barycentre/plan-doc'
import type { PlanFile } from '@barycentre/plan'
import type { Ports } from '../app.ts'
import type { Actor } from '../auth/actor.ts'
import { mayCreateWorkspaces } from '../auth/rights.ts'
import { createWorkspace } from '../workspaces/create-workspace.ts'
import { readDemoPlan } from '../workspaces/demo-plan.ts'
import { exportWorkspace } from '../workspaces/export-workspace.ts'
import { readPlanFile } from '../workspaces/plan-file.ts'
import { getActor, getStanding } from './actor.ts'
import { nameSchema, readBody } from './body.ts'
import { Problem } from './problem.ts'

/** A plan of 10,000 records is about 8 MB. */
const maxFileBytes = 64 * 1024 * 1024

export function workspaces(ports: Ports): Hono {
  const { records } = ports
  const app = new Hono()

  app.post('/', async c => {
    const person = getCreator(getActor(c, ports), ports)
    const { name, from } = await readBody(c, createSchema)
    const content = from === 'demo' ? readDemoPlan() : undefined
    const workspace = await createWorkspace(ports, { name, content, owner: person.owner })
    return c.json({ workspace: { id: workspace.id, name: workspace.name } }, 201)
  })

  const limit = bodyLimit({
    maxSize: maxFileBytes,
    onError() {
      throw new Problem('too-large', { maxBytes: maxFileBytes })
    },
  })
  app.post('/import', limit, async c => {
    const person = getCreator(getActor(c, ports), ports)
    const name = nameSchema().safeParse(c.req.query('name'))
    if (!name.success) throw new Problem('invalid', { path: 'name', reason: 'invalid' })
    const content = readContent(await c.req.text())
    const workspace = await createWorkspace(ports, { name: name.data, content, owner: person.owner })
    return c.json({ workspace: { id: workspace.id, name: workspace.name }, report: content.report }, 201)
  })

  app.get('/:workspaceId', c => {
    const { workspace, membership } = getStanding(c, ports, 'read')
    const { role, group } = membership
    return c.json({ id: workspace.id, name: workspace.name, role, group, schemaVersion: layoutVersion })
  })

  app.get('/:workspaceId/export', async c => {
    const { workspace } = getStanding(c, ports, 'export')
    const file = await exportWorkspace(ports, workspace.id)
    const plainName = workspace.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'plan'
    const utf8Name = encodeURIComponent(`${workspace.name}.json`)
    return c.body(file, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${plainName}.json"; filename*=UTF-8''${utf8Name}`,
      'cache-control': 'no-store',
    })
  })

  app.get('/:workspaceId/ledger', c => {
    const { workspace } = getStanding(c, ports, 'read')
    return c.json({ entries: records.imports.current(workspace.id).ledger })
  })

  return app
}

const createSchema = z.object({ name: nameSchema(), from: z.enum(['empty', 'demo']) })

/** A person who may create workspaces, and the group that they will own the new one from. */
function getCreator(actor: Actor, { records }: Ports) {
  const memberships = actor.by === 'person' ? records.memberships.ofPerson(actor.person.id) : []
  const standing = memberships.find(mayCreateWorkspaces)
  if (actor.by !== 'person' || standing === undefined) throw new Problem('not-allowed', { act: 'create-workspace' })
  return { owner: { personId: actor.person.id, group: standing.group } }
}

function readContent(text: string): PlanFile {
  const content = readPlanFile(text)
  if (content.ok) return content.value
  const { code, ...facts } = content.error
  throw new Problem(code, facts)
}
