import { definitions, kinds, type Field, type Fields, type Kind, type RecordRef } from '@barycentre/plan'

/** A way to create a record that points at another from the beginning. */
export interface LinkedCreation {
  readonly kind: Kind
  readonly field: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Every kind and field by which a new record could point at this one; one for each, in the order of the kinds. */
export function linkedCreations(ref: RecordRef): readonly LinkedCreation[] {
  return kinds.flatMap(kind => {
    if (definitions[kind].file.as === 'one') return []
    const fields: Fields = definitions[kind].fields
    return Object.entries(fields).flatMap(([name, field]) => {
      const value = pointingAt(field, ref)
      return value === undefined ? [] : [{ kind, field: name, fields: { [name]: value } }]
    })
  })
}

function pointingAt(field: Field, { kind, id }: RecordRef): unknown {
  if (field.shape === 'register' && field.holds.as === 'reference')
    return field.holds.to.includes(kind) ? id : undefined
  if (field.shape === 'set') return field.to.includes(kind) ? [id] : undefined
  return undefined
}
