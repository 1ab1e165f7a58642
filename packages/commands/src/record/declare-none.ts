import { err, ok } from '@barycentre/kit'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { findField } from '../find-field.ts'
import { begin, isThere } from './existing.ts'

/** Says that a field has no value on purpose, and why; a null reason withdraws it. A value that is given stays. */
export const declareNone = defineCommand({
  name: 'record.declare-none',
  args: z.object({ ...argument.field.shape, reason: z.nullable(argument.title) }),
  run(hands, { kind, id, field, reason }) {
    const { plan, draft } = hands
    if (!isThere(plan, kind, id)) return err({ code: 'not-found', kind, id })
    if (findField(kind, field) === undefined) return err({ code: 'no-such-field', kind, field })
    begin(hands, kind, id)
    draft.declareNone(kind, id, field, reason ?? undefined)
    return ok(undefined)
  },
})
