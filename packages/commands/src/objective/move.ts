import { err, ok } from '@barycentre/kit'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { placeAmong } from '../place-among.ts'

/**
 * Moves an objective from one cell of the canvas to another: it leaves `fromPhaseId` for `toPhaseId` and keeps its other
 * phases; null stands for "in no phase yet" and "in no function yet". `before` places it among the objectives.
 */
export const moveObjective = defineCommand({
  name: 'objective.move',
  args: z.object({
    id: argument.id,
    fromPhaseId: z.nullable(argument.id),
    toPhaseId: z.nullable(argument.id),
    functionId: z.nullable(argument.id),
    before: z.optional(argument.before),
  }),
  run({ plan, draft }, { id, fromPhaseId, toPhaseId, functionId, before }) {
    const objective = plan.objective.get(id)
    if (objective === undefined) return err({ code: 'not-found', kind: 'objective', id })
    if (toPhaseId !== null && !plan.phase.has(toPhaseId))
      return err({ code: 'not-found', kind: 'phase', id: toPhaseId })
    if (functionId !== null && !plan.function.has(functionId)) {
      return err({ code: 'not-found', kind: 'function', id: functionId })
    }
    const phaseIds = objective.phaseIds ?? []
    if (fromPhaseId !== toPhaseId) {
      if (fromPhaseId !== null) draft.removeMember('objective', id, 'phaseIds', fromPhaseId)
      if (toPhaseId !== null && !phaseIds.includes(toPhaseId)) {
        const others = phaseIds.filter(phaseId => phaseId !== fromPhaseId)
        const keys = placeAmong(draft.keysWithin('objective', id, 'phaseIds', others), toPhaseId, null)
        for (const [phaseId, key] of keys) draft.addMember('objective', id, 'phaseIds', phaseId, key)
      }
    }
    draft.set('objective', id, 'functionId', functionId ?? undefined)
    if (before !== undefined && before !== id) {
      for (const [moved, key] of placeAmong(plan.objective.values(), id, before)) draft.place('objective', moved, key)
    }
    return ok(undefined)
  },
})
