import { definitions, type Kind, type Plan } from '@barycentre/plan'
import type { Hands } from '../define-command.ts'

/** Whether a record is there to be written: it is recorded, or it is the one of its kind, which every plan has. */
export function isThere(plan: Plan, kind: Kind, id: string): boolean {
  return plan[kind].has(id) || (definitions[kind].file.as === 'one' && id === kind)
}

/** Begins the one record of its kind with the first thing that is written in it. */
export function begin({ plan, draft }: Hands, kind: Kind, id: string): void {
  if (!plan[kind].has(id)) draft.begin(kind, id)
}
