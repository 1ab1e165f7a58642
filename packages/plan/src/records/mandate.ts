import { defineKind, type RecordFrom } from '../define-kind.ts'
import { date, line, sentences, yesNo } from '../field.ts'

/** What the Security Council, or another authority, charged the mission with (domain model 2.1; section 2.2, rec. 3.2.1). */
export const mandate = defineKind({
  kind: 'mandate',
  titleField: 'instrument',
  file: { as: 'many', key: 'mandates' },
  fields: {
    /** The resolution or agreement, as it is cited. */
    instrument: line(),
    adoptedOn: date(),
    expiresOn: date(),
    /** Whether the text itself names the humanitarian principles (section 2.4.3). */
    humanitarianPrinciples: yesNo(),
    /** What the planners want in the next renewal (rec. 3.3.2). */
    renewalWishes: sentences(),
  },
})
export type Mandate = RecordFrom<typeof mandate>
