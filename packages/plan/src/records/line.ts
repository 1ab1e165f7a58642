import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, line as oneLine, number, prose, reference } from '../field.ts'

/**
 * A relation between two nodes of the structure. `from` reports to, consults, informs or tasks `to`
 * (domain model 2.1; report 2.4.3, rec. 3.4.7).
 */
export const line = defineKind({
  kind: 'line',
  titleField: 'subject',
  file: { as: 'many', key: 'lines' },
  fields: {
    from: reference('post'),
    to: reference('post'),
    type: choice('direct', 'dotted', 'consult', 'inform', 'tasking', 'technical', 'administrative'),
    /** What the line is about; a dotted line without a subject is a promise nobody can hold. */
    subject: prose(),
    instrument: oneLine(),
    respondWithinHours: number({ unit: 'hours', min: 0 }),
    contactLevel: oneLine(),
  },
})
export type Line = RecordFrom<typeof line>

/** The id of a line drawn by hand: there is one line of a type between two nodes, and the id says so. */
export function lineId(from: string, to: string, type: string): string {
  return `line:${from}:${to}:${type}`
}
