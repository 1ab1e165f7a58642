import { defineKind, type RecordFrom } from '../define-kind.ts'
import { line, reference } from '../field.ts'

/** What the centre of gravity must be able to do: a verb (domain model 2.1; report 2.2, note 7). */
export const capability = defineKind({
  kind: 'capability',
  titleField: 'text',
  file: { as: 'inside', parent: 'centreOfGravity', parentField: 'centreOfGravityId', key: 'capabilities' },
  fields: { centreOfGravityId: reference('centreOfGravity'), text: line() },
})
export type Capability = RecordFrom<typeof capability>
