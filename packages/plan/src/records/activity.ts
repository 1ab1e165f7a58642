import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, inFileAs, line, number, reference, references } from '../field.ts'

/**
 * Something done or proposed under an objective (domain model 2.1; rec. 3.4.6, 3.4.7). The humanitarian coordinator's
 * determination on it is a decision and lives in the ledger.
 */
export const activity = defineKind({
  kind: 'activity',
  titleField: 'title',
  file: { as: 'many', key: 'activities' },
  fields: {
    title: line(),
    /** `qip`: a quick-impact project; it and `hearts_and_minds` wait for the humanitarian coordinator's word. */
    activityKind: inFileAs(
      'kind',
      choice('programme', 'advisory', 'qip', 'hearts_and_minds', 'operation', 'procurement'),
    ),
    objectiveIds: references('objective'),
    entityId: reference('entity'),
    areaId: inFileAs('area', reference('area')),
    /** In millions, of the currency of the plan's funding lines. */
    cost: number({ unit: 'million', min: 0 }),
    fundingSource: choice('mission', 'contingent', 'agency', 'donor'),
    /** Who does the same already, in words or by the id of the entity. */
    alreadyDoneBy: line(),
    /** The national body whose capacity it supports (section 2.4.5). */
    capacitySupportTo: reference('entity'),
    status: choice('planned', 'proposed', 'under_review', 'approved', 'ongoing', 'completed', 'refused', 'withdrawn'),
  },
})
export type Activity = RecordFrom<typeof activity>
