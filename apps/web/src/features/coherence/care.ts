import { groups } from '@barycentre/access'
import type { Finding } from '@barycentre/rules'

/** Whom a finding can be given to at one press. */
export const groupChoices = groups

export type Care = 'park' | 'waive' | 'assign'

/** What names a finding in a command. */
export function findingArgs({ check, about, part }: Finding): {
  readonly checkId: string
  readonly subjectRef?: string
  readonly part?: string
} {
  return { checkId: check, ...(about !== undefined && { subjectRef: about.id }), ...(part !== undefined && { part }) }
}
