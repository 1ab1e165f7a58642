import { err, ok } from '@barycentre/kit'
import { definitions, type Plan } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'
import type { Refusal } from '../refusal.ts'

const { version, group, position, on, via } = definitions.endorsement.fields

/**
 * What a group says to a version of a text. A reservation or an objection says why (domain model 2.4). What the group has
 * said to this version before is replaced; what it said to others stays. Two that are taken at the same time both stand,
 * and the later in the plan's order is the one that is read.
 */
export const takePosition = defineCommand({
  name: 'position.take',
  args: z.object({
    subject: argument.title,
    version: z.optional(version.schema),
    group: group.schema,
    position: position.schema,
    note: z.optional(z.string().check(z.trim(), z.maxLength(100_000))),
    via: z.optional(via.schema),
    by: argument.title,
    on: on.schema,
  }),
  run(hands, { note = '', ...args }) {
    const missing = missingSubject(hands.plan, args.subject)
    if (missing !== undefined) return err(missing)
    const needsNote = args.position === 'reserve' || args.position === 'object'
    if (needsNote && note === '') return err({ code: 'invalid', command: 'position.take', field: 'note' })
    for (const each of hands.plan.endorsement.values()) {
      const isSame = each.subject === args.subject && each.group === args.group && each.version === args.version
      if (isSame) hands.draft.remove('endorsement', each.id)
    }
    const id = hands.newId()
    writeNew(hands, 'endorsement', id, { ...args, ...(note !== '' && { note }) }, null)
    return ok(id)
  },
})

/** Where the subject is a record of the plan, that it is not there. */
function missingSubject(plan: Plan, subject: string): Refusal | undefined {
  const [word = '', ...rest] = subject.split(':')
  const kind = word === 'cog' ? 'centreOfGravity' : word === 'function' ? 'function' : undefined
  const id = rest.join(':')
  return kind === undefined || plan[kind].has(id) ? undefined : { code: 'not-found', kind, id }
}
