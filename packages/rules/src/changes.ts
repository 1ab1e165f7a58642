import { isLedgerKind, type AnyRecord, type Kind, type LedgerKind } from '@barycentre/plan'
import { rules } from './checks/index.ts'
import type { Evidence, Source } from './evidence.ts'

/** What two evidences have not in common. */
export interface Changes {
  readonly sources: ReadonlySet<Source>
  /** Which records of a kind have come, gone or changed. */
  records(kind: Kind): RecordChanges
}

export interface RecordChanges {
  readonly ids: readonly string[]
  /** Whether one that stays stands elsewhere among them now. */
  readonly isMoved: boolean
}

export function changesBetween(before: Evidence, after: Evidence): Changes {
  const known = new Map<Kind, RecordChanges>()
  return {
    sources: changedSources(before, after),
    records(kind) {
      let changes = known.get(kind)
      if (changes === undefined) known.set(kind, (changes = changedRecords(before.plan[kind], after.plan[kind])))
      return changes
    },
  }
}

function changedSources(before: Evidence, after: Evidence): ReadonlySet<Source> {
  const changed = new Set<Source>()
  for (const kind of Object.keys(after.plan) as Kind[]) if (before.plan[kind] !== after.plan[kind]) changed.add(kind)
  for (const kind of Object.keys({ ...before.ledger, ...after.ledger }) as LedgerKind[])
    if (before.ledger?.[kind] !== after.ledger?.[kind]) changed.add(kind)
  // With the first word of the ledger, also that of which it says nothing is known.
  if ((before.ledger === undefined) !== (after.ledger === undefined))
    for (const { reads } of rules) for (const source of reads) if (isLedgerKind(source)) changed.add(source)
  if (before.texts !== after.texts) changed.add('text')
  if (before.day !== after.day) changed.add('day')
  return changed
}

type Records = ReadonlyMap<string, AnyRecord>

function changedRecords(before: Records, after: Records): RecordChanges {
  const ids: string[] = []
  let isMoved = false
  for (const id of before.keys()) if (!after.has(id)) ids.push(id)
  for (const [id, record] of after) {
    const was = before.get(id)
    if (was === record) continue
    ids.push(id)
    if (was !== undefined && was.orderKey !== record.orderKey) isMoved = true
  }
  return { ids, isMoved }
}
