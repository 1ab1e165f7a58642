import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, line, number, openChoice, reference, references, yesNo } from '../field.ts'

/**
 * Money asked for, promised and come in. It hangs on objectives, so that an unpaid second half shows (domain model 2.1;
 * section 2.4.2, rec. 3.3.2). Amounts are in `unit`s (millions) of `currency`.
 */
export const fundingLine = defineKind({
  kind: 'fundingLine',
  titleField: 'title',
  file: { as: 'many', key: 'fundingLines' },
  fields: {
    title: line(),
    source: choice('assessed', 'voluntary', 'mdtf', 'bilateral', 'ifi', 'agency_core', 'national_budget', 'in_kind'),
    use: choice('posts', 'programme', 'assets', 'mixed'),
    objectiveIds: references('objective'),
    activityIds: references('activity'),
    /** Whether the mission's own budget pays it. */
    missionContribution: yesNo(),
    required: number({ unit: 'million', min: 0 }),
    pledged: number({ unit: 'million', min: 0 }),
    received: number({ unit: 'million', min: 0 }),
    spent: number({ unit: 'million', min: 0 }),
    predictability: choice('firm', 'expected', 'uncertain'),
    availableFrom: date(),
    availableTo: date(),
    earmark: line(),
    /** Meant to carry an objective from one source of money to the next. */
    bridging: yesNo(),
    fundId: reference('fund'),
    /** ISO 4217. */
    currency: line(),
    unit: openChoice('million'),
  },
})
export type FundingLine = RecordFrom<typeof fundingLine>
