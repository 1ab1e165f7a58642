import { definitions, type Field, type Fields, type Kind } from '@barycentre/plan'

/** The definition of a field by its path (`handover.toEntityId`), or undefined where the kind has none such. */
export function findField(kind: Kind, path: string): Field | undefined {
  let fields: Fields = definitions[kind].fields
  const names = path.split('.')
  for (const [depth, name] of names.entries()) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined || depth === names.length - 1) return field
    if (field.shape !== 'group') return undefined
    fields = field.leaves
  }
  return undefined
}

/** The value at a path of a record, or undefined where it is not recorded. */
export function valueAt(record: object, path: string): unknown {
  let value: unknown = record
  for (const name of path.split('.')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
  return value
}
