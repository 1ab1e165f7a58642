import { err, ok } from '@barycentre/kit'
import { definitions, lineId, readStructure, standsUnder, type Fields, type Plan } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'
import { writeNew } from '../record/create.ts'
import { fits } from '../record/fits.ts'

/** Creates a post, unit, office or body; with a superior it gets its direct line in the same gesture. */
export const createPost = defineCommand({
  name: 'post.create',
  args: z.object({
    title: argument.title,
    postKind: z.enum(['post', 'unit', 'office', 'body']),
    superiorId: z.optional(z.nullable(argument.id)),
    pos: z.optional(argument.place),
    fields: z.optional(z.record(z.string(), z.unknown())),
  }),
  run(hands, { title, postKind, superiorId = null, pos, fields = {} }) {
    if (superiorId !== null && !hands.plan.post.has(superiorId)) {
      return err({ code: 'not-found', kind: 'post', id: superiorId })
    }
    const known: Fields = definitions.post.fields
    for (const [name, value] of Object.entries(fields)) {
      const field = known[name]
      if (field === undefined) return err({ code: 'no-such-field', kind: 'post', field: name })
      if (!fits(field, value)) return err({ code: 'invalid', command: 'post.create', field: name, value })
    }
    const id = hands.newId()
    writeNew(hands, 'post', id, { ...fields, title, postKind, ...(pos === undefined ? {} : { pos }) }, null)
    if (superiorId !== null) writeLine(hands, id, superiorId, 'direct')
    return ok(id)
  },
})

/** Moves nodes on the chart, as one gesture. A node that somebody removed meanwhile is left out. */
export const movePosts = defineCommand({
  name: 'post.move',
  args: z.object({ places: z.array(z.object({ id: argument.id, pos: argument.place })) }),
  run({ plan, draft }, { places }) {
    for (const { id, pos } of places) if (plan.post.has(id)) draft.set('post', id, 'pos', pos)
    return ok(undefined)
  },
})

/**
 * Gives a post another superior, or none: its direct lines go and one comes. `places` are those that the same gesture
 * gives to it and to whoever moves along. Refused where the new superior stands
 * below it (a cycle that two people make at the same time is read soundly instead: `readStructure`).
 */
export const reparentPost = defineCommand({
  name: 'post.reparent',
  args: z.object({
    id: argument.id,
    superiorId: z.nullable(argument.id),
    places: z.optional(z.array(z.object({ id: argument.id, pos: argument.place }))),
  }),
  run(hands, { id, superiorId, places = [] }) {
    const { plan, draft } = hands
    if (!plan.post.has(id)) return err({ code: 'not-found', kind: 'post', id })
    if (superiorId !== null) {
      if (!plan.post.has(superiorId)) return err({ code: 'not-found', kind: 'post', id: superiorId })
      if (superiorId === id) return err({ code: 'self', id })
      if (wouldCircle(plan, id, superiorId)) return err({ code: 'cycle', postId: id, superiorId })
    }
    let kept = false
    for (const each of plan.line.values()) {
      if (each.type !== 'direct' || each.from !== id) continue
      if (each.to === superiorId && !kept) kept = true
      else draft.remove('line', each.id)
    }
    if (superiorId !== null && !kept) writeLine(hands, id, superiorId, 'direct')
    for (const place of places) if (plan.post.has(place.id)) draft.set('post', place.id, 'pos', place.pos)
    return ok(undefined)
  },
})

/** Draws a line between two nodes: one of a type between the same two, and direct lines make no circle. */
export const drawLine = defineCommand({
  name: 'line.draw',
  args: z.object({ from: argument.id, to: argument.id, type: z.enum(lineTypes()) }),
  run(hands, { from, to, type }) {
    const { plan } = hands
    if (from === to) return err({ code: 'self', id: from })
    for (const end of [from, to]) if (!plan.post.has(end)) return err({ code: 'not-found', kind: 'post', id: end })
    const same = [...plan.line.values()].find(each => each.from === from && each.to === to && each.type === type)
    if (same !== undefined) return err({ code: 'duplicate', id: same.id })
    if (type === 'direct' && wouldCircle(plan, from, to)) {
      return err({ code: 'cycle', postId: from, superiorId: to })
    }
    return ok(writeLine(hands, from, to, type))
  },
})

/** Makes a line one of another type, and keeps what was written about it. */
export const changeLine = defineCommand({
  name: 'line.change',
  args: z.object({ id: argument.id, type: z.enum(lineTypes()) }),
  run({ plan, draft }, { id, type }) {
    const line = plan.line.get(id)
    if (line === undefined) return err({ code: 'not-found', kind: 'line', id })
    const { from = '', to = '' } = line
    const same = [...plan.line.values()].find(
      each => each.id !== id && each.from === from && each.to === to && each.type === type,
    )
    if (same !== undefined) return err({ code: 'duplicate', id: same.id })
    if (type === 'direct' && wouldCircle(plan, from, to)) {
      return err({ code: 'cycle', postId: from, superiorId: to })
    }
    draft.set('line', id, 'type', type)
    return ok(undefined)
  },
})

function lineTypes() {
  return ['direct', 'dotted', 'consult', 'inform', 'tasking', 'technical', 'administrative'] as const
}

function writeLine(hands: Parameters<typeof writeNew>[0], from: string, to: string, type: string): string {
  const id = lineId(from, to, type)
  // A line whose type was changed keeps the id that it was drawn under; the next one between the two takes a new id.
  const free = hands.plan.line.has(id) ? `${id}:${hands.newId()}` : id
  writeNew(hands, 'line', free, { from, to, type }, null)
  return free
}

function wouldCircle(plan: Plan, id: string, superiorId: string): boolean {
  return id === superiorId || standsUnder(readStructure(plan), superiorId, id)
}
