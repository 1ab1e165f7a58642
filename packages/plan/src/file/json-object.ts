import type { Json } from '@barycentre/kit'

export type JsonObject = { readonly [key: string]: Json | undefined }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object from its entries; unlike assignment it also takes a key such as `__proto__` for what it says. */
export function jsonObject(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries)
}

/** The path of a member, for people: `objectives[3].handover`. */
export function pathTo(path: string, member: string | number): string {
  if (typeof member === 'number') return `${path}[${member}]`
  if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(member)) return `${path}[${JSON.stringify(member)}]`
  return path === '' ? member : `${path}.${member}`
}

/** The id that an object gives itself. */
export function ownIdOf(body: Json): string | undefined {
  const id = isJsonObject(body) ? body['id'] : undefined
  return typeof id === 'string' ? id : undefined
}
