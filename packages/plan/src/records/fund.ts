import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, date, inFileAs, line, openChoice, reference, words } from '../field.ts'

/** A pot of several donors' money, with the day from which it pays (domain model 2.1; section 2.4.2). */
export const fund = defineKind({
  kind: 'fund',
  titleField: 'name',
  file: { as: 'many', key: 'funds' },
  fields: {
    name: line(),
    fundKind: inFileAs('kind', openChoice('mdtf', 'bilateral', 'pooled', 'trust_fund')),
    administratorEntityId: reference('entity'),
    status: choice('idea', 'being_set_up', 'open', 'closing', 'closed'),
    operationalFrom: date(),
    /** What parts of it are for. */
    windows: words(),
  },
})
export type Fund = RecordFrom<typeof fund>
