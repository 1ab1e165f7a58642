export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** JSON with the keys of objects in code-unit order and absent values left out: the same meaning, the same bytes. */
export function stableJson(value: Json, indent?: number): string {
  return JSON.stringify(sorted(value), undefined, indent)
}

/** Equal as data: absent keys and keys of value `undefined` are the same, the order of keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each, i) => sameJson(each, b[i]))
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)]))
    if (!sameJson(left[key], right[key])) return false
  return true
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(each => sorted(each as Json))
  if (value === null || typeof value !== 'object') return value
  const source = value as { readonly [key: string]: Json | undefined }
  const result: Record<string, Json> = {}
  for (const key of Object.keys(source).sort()) {
    const each = source[key]
    if (each !== undefined) result[key] = sorted(each)
  }
  return result
}
