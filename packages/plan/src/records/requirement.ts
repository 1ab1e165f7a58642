import { defineKind, type RecordFrom } from '../define-kind.ts'
import { line, reference } from '../field.ts'

/** What a capability of the centre of gravity takes: a noun (domain model 2.1; report 2.2). */
export const requirement = defineKind({
  kind: 'requirement',
  titleField: 'text',
  file: { as: 'inside', parent: 'centreOfGravity', parentField: 'centreOfGravityId', key: 'requirements' },
  fields: {
    centreOfGravityId: reference('centreOfGravity'),
    capabilityId: reference('capability'),
    text: line(),
  },
})
export type Requirement = RecordFrom<typeof requirement>
