import { erasePlan, openPlanDoc, ServerWrite, writePlan } from '@barycentre/plan-doc'
import { allRecords, type PlanFile } from '@barycentre/plan'
import type { NewRow, Store } from '@barycentre/sync'
import * as Y from 'yjs'
import type { Chance } from '../chance.ts'
import { storedName } from '../live/document-path.ts'
import type { Records } from '../records.ts'
import { loadDocument } from './documents.ts'
import type { ImportId } from './imports.ts'
import { findText, writeText } from './text-content.ts'
import { textNames } from './text-names.ts'
import type { WorkspaceId } from './workspaces.ts'

export interface ImportPorts {
  readonly records: Records
  readonly store: Store
  readonly chance: Chance
  readonly now: () => number
}

/**
 * Writes a plan file into a workspace, whole or not at all. Three steps, of which the second, one append to the log, is
 * the moment in which it has happened: keep what comes beside the records, append, let it count. A process that dies
 * between the second and the third leaves what `finishImports` needs to see that it has happened.
 */
export async function importPlan(ports: ImportPorts, workspaceId: WorkspaceId, file: PlanFile): Promise<void> {
  const { records, store, chance, now } = ports
  const id = chance.id() as ImportId
  const updates = await updatesFor(ports, workspaceId, file)
  const beside = { facts: file.facts, ledger: file.ledger, textNames: Object.keys(file.texts) }
  records.transaction(() => records.imports.prepare(id, workspaceId, beside, now()))
  const rows: NewRow[] = updates.map(({ document, update }) => ({
    document: storedName(workspaceId, document),
    time: now(),
    author: authorOf(id),
    update,
  }))
  await store.append(rows)
  letCount(records, id, workspaceId)
}

/** Completes imports whose process died after the append. Without it they stay uncounted, as if never begun. */
export async function finishImports({ records, store }: ImportPorts): Promise<void> {
  for (const { id, workspaceId } of records.imports.preparing()) {
    const rows = await store.read(storedName(workspaceId, 'plan'))
    if (rows.some(row => row.author === authorOf(id))) letCount(records, id, workspaceId)
  }
}

export async function isPlanEmpty(store: Store, workspaceId: WorkspaceId): Promise<boolean> {
  const doc = await loadDocument(store, storedName(workspaceId, 'plan'))
  const planDoc = openPlanDoc(doc)
  const [first] = allRecords(planDoc.plan())
  planDoc.close()
  const vision = await loadDocument(store, storedName(workspaceId, 'text/vision'))
  return first === undefined && findText(vision) === undefined
}

function letCount(records: Records, id: ImportId, workspaceId: WorkspaceId): void {
  records.transaction(() => {
    records.imports.markReady(id)
    records.workspaces.markReady(workspaceId)
  })
}

function authorOf(id: ImportId): string {
  return `import:${id}`
}

/** What to append so that the documents say what the file says, whatever they say now. */
async function updatesFor({ records, store }: ImportPorts, workspaceId: WorkspaceId, file: PlanFile) {
  const written: { document: string; update: Uint8Array }[] = []
  await write('plan', doc => {
    const planDoc = openPlanDoc(doc)
    planDoc.transact(new ServerWrite('import'), draft => {
      erasePlan(doc)
      writePlan(draft, file.plan)
    })
    planDoc.close()
  })
  const names = new Set([...textNames(records, workspaceId), ...Object.keys(file.texts)])
  for (const name of names) {
    await write(`text/${name}`, doc => {
      if (file.texts[name] !== undefined || findText(doc) !== undefined) writeText(doc, file.texts[name] ?? '')
    })
  }
  return written

  async function write(document: string, change: (doc: Y.Doc) => void): Promise<void> {
    const doc = await loadDocument(store, storedName(workspaceId, document))
    // What Yjs tells of the change is the update already: encoding the document once more would take as long again.
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    change(doc)
    // The plan's row is there even if it says nothing new: it is what tells that the import has happened.
    if (updates.length === 0 && document === 'plan') updates.push(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)))
    if (updates.length > 0) written.push({ document, update: Y.mergeUpdates(updates) })
    doc.destroy()
  }
}
