import { err, ok } from '@barycentre/kit'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'

/** Creates an objective in a cell of the canvas: a phase, a function, both or neither yet. */
export const createObjective = defineCommand({
  name: 'objective.create',
  args: z.object({
    title: argument.title,
    phaseId: z.optional(z.nullable(argument.id)),
    functionId: z.optional(z.nullable(argument.id)),
    before: z.optional(argument.before),
  }),
  run(hands, { title, phaseId = null, functionId = null, before = null }) {
    const { plan } = hands
    if (phaseId !== null && !plan.phase.has(phaseId)) return err({ code: 'not-found', kind: 'phase', id: phaseId })
    if (functionId !== null && !plan.function.has(functionId)) {
      return err({ code: 'not-found', kind: 'function', id: functionId })
    }
    const id = hands.newId()
    const fields = {
      title,
      status: 'proposed',
      ...(phaseId === null ? {} : { phaseIds: [phaseId] }),
      ...(functionId === null ? {} : { functionId }),
    }
    writeNew(hands, 'objective', id, fields, before)
    return ok(id)
  },
})
