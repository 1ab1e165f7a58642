import type { Json } from '@barycentre/kit'
import { jsonObject } from './json-object.ts'

/** An object still being written: its values are JSON, or such objects, or lists of them. */
export type JsonNode = Map<string, unknown>

export function toJson(value: unknown): Json {
  if (value instanceof Map) return jsonObject([...value].map(([key, each]) => [String(key), toJson(each)] as const))
  return Array.isArray(value) ? value.map(toJson) : (value as Json)
}

/** Adds a member to the list under the key, which nobody else may hold. */
export function append(node: JsonNode, key: string, member: unknown): void {
  const list = node.get(key)
  if (Array.isArray(list)) list.push(member)
  else node.set(key, [member])
}

/** Puts a value where nothing stands yet; says whether it could. */
export function putAt(node: JsonNode, path: readonly string[], value: unknown): boolean {
  let at = node
  for (const key of path.slice(0, -1)) {
    const inner = at.get(key) ?? new Map<string, unknown>()
    if (!(inner instanceof Map)) return false
    at.set(key, inner)
    at = inner as JsonNode
  }
  const last = path.at(-1)
  if (last === undefined || at.has(last)) return false
  at.set(last, value)
  return true
}
