import { err, ok } from '@barycentre/kit'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { findField } from '../find-field.ts'
import { begin, isThere } from './existing.ts'

/** Makes a prose field read `text`, by the smallest difference: what others type elsewhere in it stays. */
export const writeProse = defineCommand({
  name: 'record.write-prose',
  args: z.object({ ...argument.field.shape, text: z.string().check(z.maxLength(100_000)) }),
  continues: ({ kind, id, field }) => `${kind}/${id}/${field}`,
  run(hands, { kind, id, field, text }) {
    const { plan, draft } = hands
    if (!isThere(plan, kind, id)) return err({ code: 'not-found', kind, id })
    if (findField(kind, field)?.shape !== 'prose') return err({ code: 'no-such-field', kind, field })
    begin(hands, kind, id)
    draft.writeProse(kind, id, field, text)
    if (text !== '') draft.declareNone(kind, id, field, undefined)
    return ok(undefined)
  },
})
