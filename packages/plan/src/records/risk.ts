import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, inFileAs, number, openChoice, prose, reference, references, sentences } from '../field.ts'

/** A danger to the plan, or a dilemma: two principles that pull apart, and the choice made openly (domain model 2.1; Introduction). */
export const risk = defineKind({
  kind: 'risk',
  titleField: 'statement',
  file: { as: 'many', key: 'risks' },
  fields: {
    riskKind: inFileAs('kind', choice('risk', 'dilemma')),
    dilemma: choice('humanitarian', 'human_rights', 'local_ownership', 'other'),
    statement: prose(),
    /** The two principles that pull. */
    pull: sentences(),
    choice: prose(),
    safeguards: sentences(),
    mitigation: prose(),
    decidedBy: reference('post'),
    /** From 1, rare, to 5, almost certain. */
    likelihood: number({ unit: 'rank', min: 1, max: 5 }),
    /** From 1, slight, to 5, grave. */
    impact: number({ unit: 'rank', min: 1, max: 5 }),
    objectiveIds: references('objective'),
    reviewOn: date(),
    status: openChoice('open', 'managed', 'closed'),
    visibility: openChoice('plan', 'UN', 'group', 'named'),
  },
})
export type Risk = RecordFrom<typeof risk>
