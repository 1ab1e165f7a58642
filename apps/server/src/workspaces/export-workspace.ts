import { openPlanDoc } from '@barycentre/plan-doc'
import { formatPlanFile, type ProseJson } from '@barycentre/plan'
import type { Store } from '@barycentre/sync'
import { storedName } from '../live/document-path.ts'
import type { Records } from '../records.ts'
import { loadDocument } from './documents.ts'
import { findText } from './text-content.ts'
import { textNames } from './text-names.ts'
import type { WorkspaceId } from './workspaces.ts'

/** The whole workspace as a plan file: what is on disk now, with what its import had brought beside the records. */
export async function exportWorkspace(
  { records, store }: { records: Records; store: Store },
  workspaceId: WorkspaceId,
): Promise<string> {
  const doc = await loadDocument(store, storedName(workspaceId, 'plan'))
  const planDoc = openPlanDoc(doc)
  const plan = planDoc.plan()
  planDoc.close()
  const texts: Record<string, ProseJson> = {}
  for (const name of textNames(records, workspaceId)) {
    const text = findText(await loadDocument(store, storedName(workspaceId, `text/${name}`)))
    if (text !== undefined) texts[name] = text
  }
  const { facts, ledger } = records.imports.current(workspaceId)
  return formatPlanFile({ plan, texts, facts, ledger })
}
