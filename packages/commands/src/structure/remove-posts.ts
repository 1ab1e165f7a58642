import { err, ok } from '@barycentre/kit'
import { linksOf, type RecordRef } from '@barycentre/plan'
import * as z from 'zod/mini'
import * as argument from '../arguments.ts'
import { defineCommand } from '../define-command.ts'

/**
 * Takes posts off the chart as one gesture, with the lines that begin or end at them: a line without an end says nothing.
 * Other records that name them stay as they are and are told. A post that somebody removed meanwhile is left out; refused
 * only where none is left.
 */
export const removePosts = defineCommand({
  name: 'post.remove',
  args: z.object({ ids: z.array(argument.id).check(z.minLength(1)) }),
  run({ plan, draft }, { ids }) {
    const present = ids.filter(id => plan.post.has(id))
    const first = ids[0]
    if (present.length === 0) return err({ code: 'not-found', kind: 'post', id: first ?? '' })
    const going = new Set(present)
    const told = new Map<string, RecordRef>()
    for (const id of present) {
      for (const { from: ref } of linksOf(plan, { kind: 'post', id }).in) {
        if (ref.kind !== 'line' && !(ref.kind === 'post' && going.has(ref.id))) told.set(`${ref.kind}/${ref.id}`, ref)
      }
    }
    for (const line of plan.line.values()) {
      if (going.has(line.from ?? '') || going.has(line.to ?? '')) draft.remove('line', line.id)
    }
    for (const id of present) draft.remove('post', id)
    return ok({ dependants: [...told.values()] })
  },
})
