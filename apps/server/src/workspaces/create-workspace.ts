import type { Group } from '@barycentre/access'
import type { PlanFile } from '@barycentre/plan'
import type { PersonId } from '../auth/people.ts'
import { importPlan, type ImportPorts } from './import-plan.ts'
import type { Workspace, WorkspaceId } from './workspaces.ts'

export interface NewWorkspace {
  readonly name: string
  /** The plan that it begins with; without one it is empty. */
  readonly content: PlanFile | undefined
  readonly owner?: Owner
}

export interface Owner {
  readonly personId: PersonId
  readonly group: Group
}

/** Makes a workspace with its owner and its plan. Nobody sees it before all of it is on disk. */
export async function createWorkspace(ports: ImportPorts, { name, content, owner }: NewWorkspace): Promise<Workspace> {
  const { records, chance, now } = ports
  const workspace: Workspace = { id: chance.id() as WorkspaceId, name, createdAt: now() }
  records.transaction(() => {
    records.workspaces.prepare(workspace)
    if (owner !== undefined) {
      const membership = { workspaceId: workspace.id, role: 'owner', group: owner.group } as const
      records.memberships.put(owner.personId, membership, now())
    }
    if (content === undefined) records.workspaces.markReady(workspace.id)
  })
  if (content !== undefined) await importPlan(ports, workspace.id, content)
  return workspace
}
