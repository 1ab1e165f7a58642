import { compareOrdered, createEmitter } from '@barycentre/kit'
import { emptyPlan, kinds, planOf, type AnyRecord, type Kind, type Plan, type PlanChange } from '@barycentre/plan'
import type * as Y from 'yjs'
import { Draft } from './draft.ts'
import type { Origin } from './origin.ts'
import { CellIndex, readRecord, sameOrNew, type UnsoundCell } from './read.ts'

/** The live document behind a Plan. */
export interface PlanDoc {
  plan(): Plan
  /** The only way in. `write` checks before it writes: what it refuses must leave the draft untouched. */
  transact<T>(origin: Origin, write: (draft: Draft) => T): T
  /** The only way out: told once per transaction that changed the plan, for local and remote ones alike. */
  observe(tell: (plan: Plan, change: PlanChange, origin: unknown) => void): () => void
  /** Cells that do not hold what their field takes; they read as not recorded until somebody mends them. */
  unsound(): readonly UnsoundCell[]
  readonly doc: Y.Doc
  close(): void
}

export function openPlanDoc(doc: Y.Doc): PlanDoc {
  const index = new CellIndex(doc)
  const news = createEmitter<[Plan, PlanChange, unknown]>()
  const unsound = new Map<string, UnsoundCell[]>()
  let plan = readAll()

  const follow = (transaction: Y.Transaction) => {
    const change = new Map<Kind, ReadonlySet<string>>()
    let next = plan
    for (const [kind, ids] of index.touchedBy(transaction)) {
      const changed = readTouched(kind, ids)
      if (changed.size === 0) continue
      change.set(kind, new Set(changed.keys()))
      next = { ...next, [kind]: withRecords(next[kind], changed) }
    }
    if (change.size === 0) return
    plan = next
    news.emit(plan, change, transaction.origin)
  }
  doc.on('afterTransaction', follow)

  return {
    doc,
    plan: () => plan,
    transact: (origin, write) => doc.transact(() => write(new Draft(doc)), origin),
    observe: tell => news.on(tell),
    unsound: () => [...unsound.values()].flat(),
    close: () => doc.off('afterTransaction', follow),
  }

  function read(kind: Kind, id: string): AnyRecord | undefined {
    const cells = index.cells(kind, id)
    const found: UnsoundCell[] = []
    const record =
      cells &&
      readRecord(
        kind,
        id,
        cells,
        path => index.prose(kind, id, path),
        cell => found.push(cell),
      )
    if (found.length > 0) unsound.set(`${kind}/${id}`, found)
    else unsound.delete(`${kind}/${id}`)
    return record
  }

  function readAll(): Plan {
    const records: AnyRecord[] = []
    for (const kind of kinds) {
      for (const id of index.ids(kind)) {
        const record = read(kind, id)
        if (record !== undefined) records.push(record)
      }
    }
    return records.length === 0 ? emptyPlan : planOf(records)
  }

  function readTouched(kind: Kind, ids: ReadonlySet<string>): Map<string, AnyRecord | undefined> {
    const changed = new Map<string, AnyRecord | undefined>()
    for (const id of ids) {
      const before = plan[kind].get(id)
      const now = sameOrNew(before, read(kind, id))
      if (now !== before) changed.set(id, now)
    }
    return changed
  }
}

/** The same records but for the changed ones, in order. Only a change of membership or of place sorts again. */
function withRecords(
  before: ReadonlyMap<string, AnyRecord>,
  changed: ReadonlyMap<string, AnyRecord | undefined>,
): ReadonlyMap<string, AnyRecord> {
  const next = new Map(before)
  let inOrder = true
  for (const [id, record] of changed) {
    if (record === undefined) next.delete(id)
    else {
      if (before.get(id)?.orderKey !== record.orderKey) inOrder = false
      next.set(id, record)
    }
  }
  return inOrder ? next : new Map([...next].sort(([, a], [, b]) => compareOrdered(a, b)))
}
