import { err, ok } from '@barycentre/kit'
import { definitions, type AnyRecord, type Fields, type Kind } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand, type Hands } from '../define-command.ts'
import { placeAmong } from '../place-among.ts'
import { fits } from './fits.ts'

/** Creates a record of any kind. The new id is made on this device, unless the kind's id says something (a line's). */
export const createRecord = defineCommand({
  name: 'record.create',
  args: z.object({
    kind: argument.draftedKind,
    id: z.optional(argument.id),
    fields: z.optional(z.record(z.string(), z.unknown())),
    before: z.optional(argument.before),
  }),
  run(hands, { kind, id = hands.newId(), fields = {}, before = null }) {
    if (hands.plan[kind].has(id)) return err({ code: 'taken-id', kind, id })
    const known: Fields = definitions[kind].fields
    for (const [name, value] of Object.entries(fields)) {
      const field = Object.hasOwn(known, name) ? known[name] : undefined
      if (field === undefined) return err({ code: 'no-such-field', kind, field: name })
      if (!fits(field, value)) return err({ code: 'invalid', command: 'record.create', field: name, value })
    }
    writeNew(hands, kind, id, fields, before)
    return ok(id)
  },
})

/** Writes a checked new record at its place among its kind. */
export function writeNew(
  { draft, plan }: Hands,
  kind: Kind,
  id: string,
  fields: Readonly<Record<string, unknown>>,
  before: string | null,
): void {
  const keys = placeAmong(plan[kind].values() as Iterable<AnyRecord>, id, before)
  draft.create({ ...fields, kind, id, orderKey: keys.get(id) } as AnyRecord)
  for (const [moved, key] of keys) if (moved !== id) draft.place(kind, moved, key)
}
