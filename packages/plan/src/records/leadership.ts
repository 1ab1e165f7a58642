import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, group, references } from '../field.ts'

/** How the mission's head is found: a profile drawn from the centre of gravity, before any candidate (section 2.5, rec. 3.5.2). */
export const leadership = defineKind({
  kind: 'leadership',
  titleField: 'srsgProfile',
  file: { as: 'one', key: 'leadership' },
  fields: {
    srsgProfile: group({
      status: choice('none', 'draft', 'agreed'),
      draftedOn: date(),
      agreedOn: date(),
      /** The first day on which candidates were looked at; names of candidates are never in a plan. */
      candidatesFrom: date(),
      drawnFrom: references('centreOfGravity'),
    }),
  },
})
export type Leadership = RecordFrom<typeof leadership>
