import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, line, prose } from '../field.ts'

/**
 * A practice that the report asks every mission for, such as a communications strategy (domain model 2.1; rec. 3.5). Its
 * id is its key: there is one of each.
 */
export const arrangement = defineKind({
  kind: 'arrangement',
  titleField: 'title',
  file: { as: 'many', key: 'arrangements', idKey: 'key' },
  fields: {
    /** What the planners call it, where its key does not say. */
    title: line(),
    status: choice('none', 'planned', 'in_place', 'waived'),
    /** Who sees to it: a group, a post, an entity, in words or by id. */
    owner: line(),
    dueBy: date(),
    reason: prose(),
  },
})
export type Arrangement = RecordFrom<typeof arrangement>
