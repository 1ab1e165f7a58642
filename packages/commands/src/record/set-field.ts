import { err, ok } from '@barycentre/kit'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { findField } from '../find-field.ts'
import { begin, isThere } from './existing.ts'

/** Sets a register of a record by its path; null takes the value away, so that it is not recorded. */
export const setField = defineCommand({
  name: 'record.set',
  args: z.object({ ...argument.field.shape, value: z.unknown() }),
  run(hands, { kind, id, field: path, value }) {
    const { plan, draft } = hands
    if (!isThere(plan, kind, id)) return err({ code: 'not-found', kind, id })
    const field = findField(kind, path)
    if (field?.shape !== 'register') return err({ code: 'no-such-field', kind, field: path })
    if (value === null || value === undefined) {
      draft.set(kind, id, path, undefined)
      return ok(undefined)
    }
    const parsed = field.schema.safeParse(value)
    if (!parsed.success) return err({ code: 'invalid', command: 'record.set', field: path, value })
    begin(hands, kind, id)
    draft.set(kind, id, path, parsed.data)
    draft.declareNone(kind, id, path, undefined)
    return ok(undefined)
  },
})
