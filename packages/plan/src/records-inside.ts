import { definitions } from './definitions.ts'
import type { FilePlace } from './define-kind.ts'
import { kinds } from './kind.ts'
import type { AnyRecord, Plan, RecordRef } from './plan.ts'

/** The records that stand inside another and go where it goes: a mandate's tasks. */
export function recordsInside(plan: Plan, { kind, id }: RecordRef): RecordRef[] {
  const inside: RecordRef[] = []
  for (const inner of kinds) {
    const file: FilePlace = definitions[inner].file
    if (file.as !== 'inside' || file.parent !== kind || file.parentField === undefined) continue
    for (const record of plan[inner].values() as Iterable<AnyRecord>) {
      const parent = (record as unknown as Readonly<Record<string, unknown>>)[file.parentField]
      if (parent === id) inside.push({ kind: inner, id: record.id })
    }
  }
  return inside
}
