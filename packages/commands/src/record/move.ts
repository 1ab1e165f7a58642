import { err, ok } from '@barycentre/kit'
import type { AnyRecord } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { placeAmong } from '../place-among.ts'

/** Puts a record before another of its kind, or last. */
export const moveRecord = defineCommand({
  name: 'record.move',
  args: z.object({ ...argument.ref.shape, before: argument.before }),
  run({ plan, draft }, { kind, id, before }) {
    if (!plan[kind].has(id)) return err({ code: 'not-found', kind, id })
    if (before !== null && !plan[kind].has(before)) return err({ code: 'not-found', kind, id: before })
    if (before === id) return err({ code: 'self', id })
    for (const [moved, key] of placeAmong(plan[kind].values() as Iterable<AnyRecord>, id, before)) {
      draft.place(kind, moved, key)
    }
    return ok(undefined)
  },
})
