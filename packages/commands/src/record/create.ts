import { err, ok } from '@barycentre/kit'
import * as s from '@barycentre/kit/schema'
import { definitions, type AnyRecord, type Fields, type Kind } from '@barycentre/plan'
import * as argument from '../arguments.ts'
import { defineCommand, type Hands } from '../define-command.ts'
import { placeAmong } from '../place-among.ts'
import { fits } from './fits.ts'

/** Creates a record of any kind. The new id is made on this device, unless the kind's id says something (a line's). */
export const createRecord = defineCommand({
  name: 'record.create',
  args: s.object({
    kind: argument.kind,
    id: s.optional(argument.id),
    fields: s.optional(s.record(s.unknown())),
    before: s.optional(argument.before),
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
