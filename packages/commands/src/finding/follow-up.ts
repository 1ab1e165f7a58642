import { ok } from '@barycentre/kit'
import { definitions, followUpId } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'
import { findingRef, isSameFinding } from './finding-ref.ts'

const { on, parkedUntil } = definitions.followUp.fields

/**
 * Says who sees to a finding, and up to which day it may lie; null takes that back, and what is not said stays as it was.
 * What two people say at the same time, one who and the other until when, both stands. A call that is only proposed has
 * no author.
 */
export const followUpFinding = defineCommand({
  name: 'finding.follow-up',
  args: z.object({
    ...findingRef,
    by: z.optional(argument.title),
    on: z.optional(on.schema),
    assignedTo: z.optional(z.nullable(argument.title)),
    parkedUntil: z.optional(z.nullable(parkedUntil.schema)),
  }),
  run(hands, { by, on, ...args }) {
    const { plan, draft } = hands
    const all = [...plan.followUp.values()].filter(each => isSameFinding(each, args))
    const before = all.at(-1)
    const { checkId, subjectRef, part, assignedTo = before?.assignedTo, parkedUntil = before?.parkedUntil } = args
    const isNothing = (assignedTo ?? parkedUntil ?? null) === null
    if (isNothing && before === undefined) return ok(undefined)
    const id = before?.id ?? followUpId(checkId, subjectRef, part)
    if (before === undefined) {
      writeNew(hands, 'followUp', id, { checkId, subjectRef, part }, null)
      // One that was there and was removed comes back with its id, not with what it said.
      draft.writeProse('followUp', id, 'note', '')
    }
    const said = { assignedTo: assignedTo ?? undefined, parkedUntil: parkedUntil ?? undefined, by, on }
    for (const [field, value] of Object.entries(said)) draft.set('followUp', id, field, value)
    if (isNothing) for (const each of all) draft.remove('followUp', each.id)
    return ok(isNothing ? undefined : id)
  },
})
