import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, line, openChoice, prose, references } from '../field.ts'

/** What the plan takes for granted, with somebody who watches whether it still holds (domain model 2.1; section 2.2). */
export const assumption = defineKind({
  kind: 'assumption',
  titleField: 'text',
  file: { as: 'many', key: 'assumptions' },
  fields: {
    text: prose(),
    status: choice('untested', 'holding', 'weakening', 'broken'),
    ownerGroup: openChoice('DPKO', 'OCHA', 'DPA', 'UNCT', 'OBS', 'NAT', 'CSO'),
    /** How it would show that it no longer holds. */
    indicator: line(),
    reviewOn: date(),
    /** What falls with it. */
    dependentIds: references(
      'objective',
      'phase',
      'activity',
      'benchmark',
      'centreOfGravity',
      'function',
      'fundingLine',
    ),
  },
})
export type Assumption = RecordFrom<typeof assumption>
