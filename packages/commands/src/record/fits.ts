import { type Field } from '@barycentre/plan'

/** Whether a value is one that the field takes. */
export function fits(field: Field, value: unknown): boolean {
  switch (field.shape) {
    case 'register':
      return field.schema.safeParse(value).success
    case 'prose':
      return typeof value === 'string'
    case 'set':
      return Array.isArray(value) && value.every(member => typeof member === 'string' && member !== '')
    case 'list':
      return Array.isArray(value) && value.every(item => hasId(item) && field.schema.safeParse(item).success)
    case 'group':
      return (
        typeof value === 'object' &&
        value !== null &&
        Object.entries(value).every(([name, leaf]) => {
          const inner = Object.hasOwn(field.leaves, name) ? field.leaves[name] : undefined
          return inner !== undefined && fits(inner, leaf)
        })
      )
  }
}

function hasId(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' && item.id !== ''
}
