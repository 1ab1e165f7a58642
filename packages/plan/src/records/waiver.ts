import { defineKind, type RecordFrom } from '../define-kind.ts'
import { date, line, prose } from '../field.ts'

/**
 * A finding that somebody has looked at and lets stand: with a reason and an end, and never out of sight (domain model
 * 3.0). Until the server keeps a ledger of its own, it is a record like others (docs/decisions/0006).
 */
export const waiver = defineKind({
  kind: 'waiver',
  titleField: 'reason',
  file: { as: 'many', key: 'waivers' },
  fields: {
    /** `HUM-01`. */
    checkId: line(),
    /** The id of the record that the finding is about; absent: of the plan as a whole. */
    subjectRef: line(),
    /** Within that record, where it has several: the id of one recommendation of a review. Absent: all of them. */
    part: line(),
    reason: prose(),
    by: line(),
    on: date(),
    /** The last day on which it holds. */
    expiresOn: date(),
  },
})
export type Waiver = RecordFrom<typeof waiver>
