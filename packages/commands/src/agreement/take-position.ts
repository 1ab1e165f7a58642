import { err, ok } from '@barycentre/kit'
import { definitions } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'

const { group, position } = definitions.endorsement.fields

/**
 * What a group says to a version of a text. A reservation or objection says why (domain model 2.4). What the group has said
 * to this version before is replaced; what it said to others stays.
 */
export const takePosition = defineCommand({
  name: 'position.take',
  args: z.object({
    subject: argument.title,
    version: z.optional(z.number()),
    group: group.schema,
    position: position.schema,
    note: z.optional(z.string()),
    by: z.string(),
    on: z.string(),
  }),
  run(hands, args) {
    const needsNote = args.position === 'reserve' || args.position === 'object'
    if (needsNote && (args.note ?? '').trim() === '') {
      return err({ code: 'invalid', command: 'position.take', field: 'note' })
    }
    for (const each of hands.plan.endorsement.values()) {
      const isSame = each.subject === args.subject && each.group === args.group && each.version === args.version
      if (isSame) hands.draft.remove('endorsement', each.id)
    }
    const id = hands.newId()
    const fields = Object.entries(args).filter(([, value]) => value !== undefined && value !== '')
    writeNew(hands, 'endorsement', id, Object.fromEntries(fields), null)
    return ok(id)
  },
})
