import { allRecords, type Plan } from '@barycentre/plan'
import type { Draft } from './draft.ts'

/** Writes every record of a plan, as an import does. What the draft held under other ids stays. */
export function writePlan(draft: Draft, plan: Plan): void {
  for (const record of allRecords(plan)) draft.create(record)
}
