import { defineKind, type RecordFrom } from '../define-kind.ts'
import { date, line, prose } from '../field.ts'

/** Who sees to a finding of the coherence checks, or until when it may lie (domain model 3.0). It settles nothing. */
export const followUp = defineKind({
  kind: 'followUp',
  titleField: 'checkId',
  file: { as: 'many', key: 'followUps' },
  fields: {
    /** `HUM-01`. */
    checkId: line(),
    /** The id of the record that the finding is about; absent: of the plan as a whole. */
    subjectRef: line(),
    /** Within that record, where it has several: the id of one recommendation of a review. Absent: all of them. */
    part: line(),
    /** A group, or a person by name. */
    assignedTo: line(),
    /** Set aside up to and on this day. */
    parkedUntil: date(),
    note: prose(),
    by: line(),
    on: date(),
  },
})
export type FollowUp = RecordFrom<typeof followUp>

/** There is one for each finding, so that two people who begin it at the same time write in the same one. */
export function followUpId(checkId: string, subjectRef = '', part = ''): string {
  return `followUp:${checkId}:${subjectRef}:${part}`
}
