/** Nothing but space, or nothing at all. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

/** The fields among these in which nothing stands and of which nobody has said why. */
export function missingIn<Field extends string>(
  record: { readonly [F in Field]?: unknown } & { readonly declaredNone?: { readonly [field: string]: string } },
  fields: readonly Field[],
): Field[] {
  return fields.filter(field => {
    const value = record[field]
    const isEmpty =
      value === undefined ||
      (typeof value === 'string' && isBlank(value)) ||
      (Array.isArray(value) && value.length === 0)
    return isEmpty && isBlank(record.declaredNone?.[field])
  })
}
