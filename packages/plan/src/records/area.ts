import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, line, prose } from '../field.ts'

/** A part of the country with a situation of its own: one country may be at peace and at war at once (domain model 2.1). */
export const area = defineKind({
  kind: 'area',
  titleField: 'name',
  file: { as: 'inside', parent: 'context', key: 'areas' },
  fields: {
    name: line(),
    situation: choice('at_peace', 'in_transition', 'contested', 'active_conflict'),
    note: prose(),
  },
})
export type Area = RecordFrom<typeof area>
