import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, line, number, prose } from '../field.ts'

/**
 * What one group says to one text: agreement is by each party and to a version (domain model 2.1, 2.4; sections 2.1, 2.2,
 * rec. 3.3.4). Until the server keeps a ledger of its own, it is a record that any writer can take
 * back (docs/decisions/0006).
 */
export const endorsement = defineKind({
  kind: 'endorsement',
  titleField: 'subject',
  file: { as: 'many', key: 'endorsements' },
  fields: {
    /** `vision`, `cog:<id>`, `function:<id>`, `structure`. */
    subject: line(),
    /** The version of that text. */
    version: number({ unit: 'count', min: 0 }),
    group: choice('DPKO', 'OCHA', 'DPA', 'UNCT', 'OBS', 'NAT', 'CSO'),
    /** `agree_ad_ref`: in the room, and still to be confirmed by those whom it represents. */
    position: choice('agree', 'agree_ad_ref', 'reserve', 'object', 'abstain'),
    by: line(),
    on: date(),
    /** What the reservation or objection is. */
    note: prose(),
    via: choice('meeting', 'written', 'silence'),
  },
})
export type Endorsement = RecordFrom<typeof endorsement>
