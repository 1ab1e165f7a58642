import { can, policy } from '@barycentre/access'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { layoutVersion } from '@barycentre/plan-doc'
import type { PlanFile } from '@barycentre/plan'
import type { Ports } from '../app.ts'
import { findActor, type Caller } from '../auth/caller.ts'
import { createWorkspace, type Owner } from '../workspaces/create-workspace.ts'
import { readDemoPlan } from '../workspaces/demo-plan.ts'
import { exportWorkspace } from '../workspaces/export-workspace.ts'

import { readPlanFile } from '../workspaces/read-plan-file.ts'
import { getActor, getCaller } from './caller.ts'
import { nameSchema, readBody } from './body.ts'
import { Problem } from './problem.ts'

export function workspaces(ports: Ports): Hono {
  const { records } = ports
  const app = new Hono()

  app.post('/', async c => {
    const owner = getOwner(getCaller(c, ports), ports)
    const { name, from } = await readBody(c, createSchema)
    const content = from === 'demo' ? readDemoPlan() : undefined
    const workspace = await createWorkspace(ports, { name, content, owner })
    return c.json({ workspace: { id: workspace.id, name: workspace.name } }, 201)
  })

  app.post('/import', async c => {
    const owner = getOwner(getCaller(c, ports), ports)
    const name = nameSchema().safeParse(c.req.query('name'))
    if (!name.success) throw new Problem('invalid', { path: 'name', reason: 'invalid' })
    const content = readContent(await c.req.text())
    const workspace = await createWorkspace(ports, { name: name.data, content, owner })
    return c.json({ workspace: { id: workspace.id, name: workspace.name }, report: content.report }, 201)
  })

  app.get('/:workspaceId', c => {
    const { workspace, actor } = getActor(c, ports, 'workspace.read')
    const { role, group } = actor
    return c.json({ id: workspace.id, name: workspace.name, role, group, schemaVersion: layoutVersion })
  })

  app.get('/:workspaceId/export', async c => {
    const { workspace } = getActor(c, ports, 'workspace.export')
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
    const { workspace } = getActor(c, ports, 'workspace.read')
    return c.json({ entries: records.imports.current(workspace.id).ledger })
  })

  return app
}

const createSchema = z.object({ name: nameSchema(), from: z.enum(['empty', 'demo']) })

/** A person who may create workspaces, as the owner of the new one: from the group in which they own another. */
function getOwner(caller: Caller, { records }: Ports): Owner {
  if (caller.by === 'person') {
    for (const { workspaceId, group } of records.memberships.ofPerson(caller.person.id)) {
      const actor = findActor(records, caller, workspaceId)
      if (actor !== undefined && can(actor, 'workspace.create').ok) return { personId: caller.person.id, group }
    }
  }
  throw new Problem('not-allowed', { act: 'workspace.create', needs: policy['workspace.create'] })
}

function readContent(text: string): PlanFile {
  const content = readPlanFile(text)
  if (content.ok) return content.value
  const { code, ...facts } = content.error
  throw new Problem(code, facts)
}
