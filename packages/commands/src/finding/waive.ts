import { err, ok } from '@barycentre/kit'
import { definitions } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'
import { findingRef, isSameFinding } from './finding-ref.ts'

const { on, expiresOn } = definitions.waiver.fields

/**
 * Lets a finding stand: with a reason, and up to and on a day. A waiver of the same finding is replaced. Two that are
 * given at the same time both stand, and the later in the plan's order is the one that is read.
 */
export const waiveFinding = defineCommand({
  name: 'finding.waive',
  args: z.object({
    ...findingRef,
    reason: argument.text,
    by: argument.title,
    on: on.schema,
    expiresOn: expiresOn.schema,
  }),
  run(hands, args) {
    if (args.expiresOn < args.on) return err({ code: 'invalid', command: 'finding.waive', field: 'expiresOn' })
    for (const waiver of hands.plan.waiver.values()) {
      if (isSameFinding(waiver, args)) hands.draft.remove('waiver', waiver.id)
    }
    const id = hands.newId()
    writeNew(hands, 'waiver', id, args, null)
    return ok(id)
  },
})

/** Takes back what lets a finding stand, also where it was waived together with others: it asks again. */
export const withdrawWaiver = defineCommand({
  name: 'finding.withdraw-waiver',
  args: z.object(findingRef),
  run({ plan, draft }, args) {
    for (const waiver of plan.waiver.values()) {
      const isOfAll = waiver.part === undefined && isSameFinding(waiver, { ...args, part: undefined })
      if (isOfAll || isSameFinding(waiver, args)) draft.remove('waiver', waiver.id)
    }
    return ok(undefined)
  },
})
