import { defineKind, type RecordFrom } from '../define-kind.ts'
import { choice, inFileAs, line, openChoice, prose, reference } from '../field.ts'

/** Something that several bodies need and one holds: aircraft, engineers, vehicles (domain model 2.1; sections 2.4.2, 2.5). */
export const asset = defineKind({
  kind: 'asset',
  titleField: 'name',
  file: { as: 'many', key: 'assets' },
  fields: {
    name: line(),
    assetKind: inFileAs('kind', openChoice('air_service', 'engineering', 'vehicles', 'communications', 'medical')),
    ownerEntityId: reference('entity'),
    access: choice('owner_only', 'on_request', 'humanitarian', 'all_un', 'open'),
    /** Who says yes or no to a request. */
    decisionBody: reference('post'),
    /** Why two services of the same kind stand beside each other. */
    twinReason: prose(),
  },
})
export type Asset = RecordFrom<typeof asset>
