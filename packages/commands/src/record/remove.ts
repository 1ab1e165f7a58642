import { err, ok } from '@barycentre/kit'
import { definitions, dependants, recordsInside, type RecordRef } from '@barycentre/plan'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'

/**
 * Removes a record together with the records that stand inside it (a mandate's tasks). Records that merely point at it
 * stay as they are and are told as dependants: the plan shows the loose end, and restoring mends it.
 */
export const removeRecord = defineCommand({
  name: 'record.remove',
  args: argument.ref,
  run({ plan, draft }, { kind, id }) {
    if (!plan[kind].has(id)) return err({ code: 'not-found', kind, id })
    if (definitions[kind].file.as === 'one') return err({ code: 'invalid', command: 'record.remove', field: 'kind' })
    const inside = recordsInside(plan, { kind, id })
    for (const ref of [{ kind, id }, ...inside]) draft.remove(ref.kind, ref.id)
    const isInside = (ref: RecordRef) => inside.some(each => each.kind === ref.kind && each.id === ref.id)
    return ok({ dependants: dependants(plan, { kind, id }).filter(ref => !isInside(ref)) })
  },
})

/** Brings a removed record back as it was, with what stood inside it. */
export const restoreRecord = defineCommand({
  name: 'record.restore',
  args: argument.ref,
  run({ plan, draft }, { kind, id }) {
    if (plan[kind].has(id) || !draft.wasRemoved(kind, id)) return err({ code: 'not-removed', kind, id })
    draft.restore(kind, id)
    return ok(undefined)
  },
})
