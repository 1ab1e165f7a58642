import { err, must, ok, type Result } from '@barycentre/kit'
import type { Kind, ListField, Plan } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { findField, valueAt } from '../find-field.ts'
import { placeAmong } from '../place-among.ts'
import type { Refusal } from '../refusal.ts'
import { begin, isThere } from './existing.ts'

/** Adds an item to a list, or writes an item anew where `itemId` names one; `before` moves it. */
export const setItem = defineCommand({
  name: 'record.set-item',
  args: z.object({
    ...argument.field.shape,
    itemId: z.optional(argument.id),
    value: z.record(z.string(), z.unknown()),
    before: z.optional(argument.before),
  }),
  run(hands, { kind, id, field: path, itemId = hands.newId(), value, before }) {
    const { plan, draft } = hands
    const list = listOf(plan, kind, id, path)
    if (!list.ok) return list
    const { field, items } = list.value
    const parsed = field.schema.safeParse(value)
    if (!parsed.success) return err({ code: 'invalid', command: 'record.set-item', field: path, value })
    const { id: _, ...item } = { id: undefined, ...(parsed.data as object) }
    const stays = before === undefined ? draft.findItemKey(kind, id, path, itemId) : undefined
    const ordered = draft.keysWithin(
      kind,
      id,
      path,
      items.map(each => each.id),
    )
    const keys = stays === undefined ? placeAmong(ordered, itemId, before ?? null) : new Map([[itemId, stays]])
    begin(hands, kind, id)
    draft.setItem(kind, id, path, itemId, must(keys.get(itemId), 'a placed item has a key'), item)
    for (const sibling of items) {
      const key = keys.get(sibling.id)
      const { id: siblingId, ...rest } = sibling
      if (key !== undefined && siblingId !== itemId) draft.setItem(kind, id, path, siblingId, key, rest)
    }
    draft.declareNone(kind, id, path, undefined)
    return ok(itemId)
  },
})

export const removeItem = defineCommand({
  name: 'record.remove-item',
  args: z.object({ ...argument.field.shape, itemId: argument.id }),
  run({ plan, draft }, { kind, id, field, itemId }) {
    const list = listOf(plan, kind, id, field)
    if (!list.ok) return list
    draft.removeItem(kind, id, field, itemId)
    return ok(undefined)
  },
})

interface ListOf {
  readonly field: ListField<unknown>
  readonly items: readonly { readonly id: string }[]
}

function listOf(plan: Plan, kind: Kind, id: string, path: string): Result<ListOf, Refusal> {
  if (!isThere(plan, kind, id)) return err({ code: 'not-found', kind, id })
  const field = findField(kind, path)
  if (field?.shape !== 'list') return err({ code: 'no-such-field', kind, field: path })
  return ok({ field, items: (valueAt(plan[kind].get(id) ?? {}, path) as readonly { id: string }[] | undefined) ?? [] })
}
