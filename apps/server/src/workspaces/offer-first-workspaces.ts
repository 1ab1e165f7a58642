import { createWorkspace } from './create-workspace.ts'
import { readDemoPlan } from './demo-plan.ts'
import type { ImportPorts } from './import-plan.ts'

/** In an empty data folder: the demo plan to look around in, and an empty one to begin. */
export async function offerFirstWorkspaces(ports: ImportPorts): Promise<void> {
  if (ports.records.workspaces.all().length > 0) return
  await createWorkspace(ports, { name: 'Velanga (demo)', content: readDemoPlan() })
  await createWorkspace(ports, { name: 'New plan', content: undefined })
}
