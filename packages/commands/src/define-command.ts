import type { Result } from '@barycentre/kit'
import type { Plan } from '@barycentre/plan'
import type { Draft } from '@barycentre/plan-doc'
import type * as z from 'zod/mini'
import type { Refusal } from './refusal.ts'

/** A named intent with checked arguments. It checks first and writes then: what it refuses leaves the document untouched. */
export interface Command<Args, Value> {
  readonly name: string
  readonly args: z.ZodMiniType<Args>
  run(hands: Hands, args: Args): Result<Value, Refusal>
  /** Gestures that share this key in a row are one undo step: typing in one field. */
  continues?(args: Args): string
}

/** What a command works with. */
export interface Hands {
  /** The plan as it stands before the command. */
  readonly plan: Plan
  readonly draft: Draft
  readonly newId: () => string
}

export function defineCommand<Args, Value>(command: Command<Args, Value>): Command<Args, Value> {
  return command
}
