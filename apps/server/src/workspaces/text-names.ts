import type { Records } from '../records.ts'
import type { WorkspaceId } from './workspaces.ts'

/** The rich texts of a workspace that belong to its plan file: the vision, and whatever its import brought. */
export function textNames(records: Records, workspaceId: WorkspaceId): readonly string[] {
  return [...new Set(['vision', ...records.imports.current(workspaceId).textNames])]
}
