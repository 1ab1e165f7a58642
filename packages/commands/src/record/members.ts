import { err, ok, type Result } from '@barycentre/kit'
import type { Kind, Plan } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand, type Hands } from '../define-command.ts'
import { findField, valueAt } from '../find-field.ts'
import { placeAmong } from '../place-among.ts'
import type { Refusal } from '../refusal.ts'
import { begin, isThere } from './existing.ts'

const member = z.object({ ...argument.field.shape, member: argument.id })

/** Adds to a set, at its end; adding what is there changes nothing. */
export const addMember = defineCommand({
  name: 'record.add-member',
  args: member,
  run(hands, { kind, id, field, member: added }) {
    const members = membersOf(hands.plan, kind, id, field)
    if (!members.ok) return members
    append(hands, kind, id, field, members.value, added)
    return ok(undefined)
  },
})

export const removeMember = defineCommand({
  name: 'record.remove-member',
  args: member,
  run({ plan, draft }, { kind, id, field, member: removed }) {
    const members = membersOf(plan, kind, id, field)
    if (!members.ok) return members
    draft.removeMember(kind, id, field, removed)
    return ok(undefined)
  },
})

/** Makes a set hold exactly these: adds and removes only what differs, so that another's addition meanwhile stays. */
export const setMembers = defineCommand({
  name: 'record.set-members',
  args: z.object({ ...argument.field.shape, members: z.array(argument.id) }),
  run(hands, { kind, id, field, members: wanted }) {
    const members = membersOf(hands.plan, kind, id, field)
    if (!members.ok) return members
    for (const removed of members.value)
      if (!wanted.includes(removed)) hands.draft.removeMember(kind, id, field, removed)
    let now: readonly string[] = members.value.filter(kept => wanted.includes(kept))
    for (const added of new Set(wanted)) now = append(hands, kind, id, field, now, added)
    return ok(undefined)
  },
})

/** The members of a set of a record, or why there is no such set. */
export function membersOf(plan: Plan, kind: Kind, id: string, field: string): Result<readonly string[], Refusal> {
  if (!isThere(plan, kind, id)) return err({ code: 'not-found', kind, id })
  if (findField(kind, field)?.shape !== 'set') return err({ code: 'no-such-field', kind, field })
  return ok((valueAt(plan[kind].get(id) ?? {}, field) as readonly string[] | undefined) ?? [])
}

function append(
  hands: Hands,
  kind: Kind,
  id: string,
  field: string,
  members: readonly string[],
  added: string,
): readonly string[] {
  if (members.includes(added)) return members
  const { draft } = hands
  begin(hands, kind, id)
  const keys = placeAmong(draft.keysWithin(kind, id, field, members), added, null)
  for (const [each, key] of keys) draft.addMember(kind, id, field, each, key)
  draft.declareNone(kind, id, field, undefined)
  return [...members, added]
}
