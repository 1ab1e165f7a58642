import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, line, prose, references, words } from '../field.ts'

/** Somebody was asked, said something, and got an answer, or did not (domain model 2.1; section 2.4.5, rec. 3.3.2). */
export const consultation = defineKind({
  kind: 'consultation',
  titleField: 'input',
  file: { as: 'many', key: 'consultations' },
  fields: {
    on: date(),
    withKinds: words(
      'national_government',
      'local_authority',
      'civil_society',
      'womens_organisation',
      'local_ngo',
      'acabq',
      'fifth_committee',
    ),
    withEntityIds: references('entity'),
    place: line(),
    functionIds: references('function'),
    objectiveIds: references('objective'),
    input: prose(),
    response: prose(),
    disposition: choice('taken', 'partly', 'not_taken'),
    /** Why it was taken up so far and no further. */
    reason: prose(),
  },
})
export type Consultation = RecordFrom<typeof consultation>
