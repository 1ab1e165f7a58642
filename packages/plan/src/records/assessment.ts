import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, inFileAs, openChoice, prose, reference, references, words } from '../field.ts'

/** A study on which the plan rests, or ought to: analysis comes before structure (domain model 2.1; section 2.3). */
export const assessment = defineKind({
  kind: 'assessment',
  titleField: 'assessmentKind',
  file: { as: 'many', key: 'assessments' },
  fields: {
    assessmentKind: inFileAs(
      'kind',
      openChoice(
        'strategic_assessment',
        'conflict_analysis',
        'pcna_jam',
        'macro_economic_impact',
        'national_capacity',
        'human_rights',
        'regional',
        'gender',
        'humanitarian_needs',
        'lessons',
      ),
    ),
    status: choice('planned', 'underway', 'done', 'declined'),
    ownerEntityId: reference('entity'),
    coauthors: references('entity'),
    doneOn: date(),
    summary: prose(),
    /** Names or links; the files themselves live elsewhere. */
    files: words(),
  },
})
export type Assessment = RecordFrom<typeof assessment>
