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
