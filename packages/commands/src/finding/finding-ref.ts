import * as z from 'zod/mini'
import * as argument from '../arguments.ts'

/** What names a finding: its check, the record that it is about (none: the plan as a whole), and the part of that. */
export const findingRef = {
  checkId: z.string().check(z.minLength(1), z.maxLength(40)),
  subjectRef: z.optional(argument.id),
  part: z.optional(argument.id),
}

export interface FindingRef {
  readonly checkId?: string | undefined
  readonly subjectRef?: string | undefined
  readonly part?: string | undefined
}

export function isSameFinding(a: FindingRef, b: FindingRef): boolean {
  return a.checkId === b.checkId && a.subjectRef === b.subjectRef && a.part === b.part
}
