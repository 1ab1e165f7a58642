export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * JSON with the keys of objects in code-unit order (whole numbers first, as every object has them) and absent values
 * left out: the same meaning, the same bytes.
 */
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
    if (!sameJson(own(left, key), own(right, key))) return false
  return true
}

/** What the object itself has under the key: `__proto__` and `toString` are keys like any other. */
function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(each => sorted(each as Json))
  if (value === null || typeof value !== 'object') return value
  // Not by assignment: setting a key called __proto__ would set the prototype and lose the value.
  return Object.fromEntries(
    Object.entries(value as { readonly [key: string]: Json | undefined })
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each as Json)]),
  )
}
