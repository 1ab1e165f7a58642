import { defineKind, type RecordFrom } from '../define-kind.ts'
import { line, prose, reference } from '../field.ts'

/** One task of a mandate, traced from here to objectives, money and benchmarks (domain model 2.1; rec. 3.2.1, 3.3.2). */
export const mandateTask = defineKind({
  kind: 'mandateTask',
  titleField: 'text',
  file: { as: 'inside', parent: 'mandate', parentField: 'mandateId', key: 'tasks' },
  fields: {
    mandateId: reference('mandate'),
    /** The paragraph, as it is cited: `4(a)`. */
    ref: line(),
    text: line(),
    functionId: reference('function'),
    /** Why no objective of this plan answers it. */
    notForUsReason: prose(),
  },
})
export type MandateTask = RecordFrom<typeof mandateTask>
