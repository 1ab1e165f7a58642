import { defineKind, type RecordFrom } from '../define-kind.ts'
import { prose } from '../field.ts'

/**
 * The strategic vision: the desired end state and what gets there (domain model 2.1; report 2.2). Its main text is a
 * document of its own (`text/vision`); status, version and last review are decided, not drafted, and live in the ledger.
 */
export const vision = defineKind({
  kind: 'vision',
  titleField: 'endState',
  file: { as: 'one', key: 'vision' },
  fields: {
    endState: prose(),
    internationalRole: prose(),
    hostResponsibilities: prose(),
    localOwnership: prose(),
    nationalCapacity: prose(),
    nonUnStakeholders: prose(),
    longTermDevelopment: prose(),
    regionalDimension: prose(),
  },
})
export type Vision = RecordFrom<typeof vision>
