import { err, ok } from '@barycentre/kit'
import type { FollowUp, Plan, Waiver } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand, type Hands } from '../define-command.ts'
import { writeNew } from '../record/create.ts'

/** What a finding is: its check, and the record that it is about; of the plan as a whole without one. */
const finding = { checkId: z.string().check(z.minLength(1)), subjectRef: z.optional(argument.id) }
/** Who says so, and on which day. */
const author = { by: z.string(), on: z.string() }

/** Lets a finding stand: with a reason, and up to a day. A waiver that is there already is replaced. */
export const waiveFinding = defineCommand({
  name: 'finding.waive',
  args: z.object({ ...finding, ...author, reason: argument.title, expiresOn: z.string() }),
  run(hands, args) {
    if (args.expiresOn < args.on) return err({ code: 'invalid', command: 'finding.waive', field: 'expiresOn' })
    for (const { id } of waiversOf(hands.plan, args)) hands.draft.remove('waiver', id)
    return ok(write(hands, 'waiver', args))
  },
})

/** Takes a waiver back: the finding asks again. */
export const withdrawWaiver = defineCommand({
  name: 'finding.withdraw-waiver',
  args: z.object(finding),
  run({ plan, draft }, args) {
    for (const { id } of waiversOf(plan, args)) draft.remove('waiver', id)
    return ok(undefined)
  },
})

/** Says who sees to a finding, and until when it may lie; null takes that back. What is not said stays as it was. */
export const followUpFinding = defineCommand({
  name: 'finding.follow-up',
  args: z.object({
    ...finding,
    ...author,
    assignedTo: z.optional(z.nullable(z.string())),
    parkedUntil: z.optional(z.nullable(z.string())),
  }),
  run(hands, args) {
    const all = followUpsOf(hands.plan, args)
    const before = all.at(-1)
    const { assignedTo = before?.assignedTo ?? null, parkedUntil = before?.parkedUntil ?? null, ...rest } = args
    for (const { id } of all) hands.draft.remove('followUp', id)
    if (assignedTo === null && parkedUntil === null) return ok(undefined)
    const said = { ...(assignedTo !== null && { assignedTo }), ...(parkedUntil !== null && { parkedUntil }) }
    return ok(write(hands, 'followUp', { ...rest, ...said }))
  },
})

interface FindingRef {
  readonly checkId: string
  readonly subjectRef?: string | undefined
}

function waiversOf(plan: Plan, { checkId, subjectRef }: FindingRef): Waiver[] {
  return [...plan.waiver.values()].filter(each => each.checkId === checkId && each.subjectRef === subjectRef)
}

function followUpsOf(plan: Plan, { checkId, subjectRef }: FindingRef): FollowUp[] {
  return [...plan.followUp.values()].filter(each => each.checkId === checkId && each.subjectRef === subjectRef)
}

function write(hands: Hands, kind: 'waiver' | 'followUp', fields: object): string {
  const id = hands.newId()
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  writeNew(hands, kind, id, Object.fromEntries(given), null)
  return id
}
