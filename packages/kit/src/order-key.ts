import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

/**
 * A string that sorts (by code unit) between two others: the place of a child among its siblings, kept on the child.
 * Two people who insert at the same place at the same time get equal keys; readers then order by id.
 */
export type OrderKey = string

export interface Ordered {
  readonly id: string
  readonly orderKey: OrderKey
}

export function orderKeyBetween(before: OrderKey | undefined, after: OrderKey | undefined): OrderKey {
  return generateKeyBetween(before ?? null, after ?? null)
}

/** `count` keys in ascending order, all after `before`. */
export function orderKeysAfter(before: OrderKey | undefined, count: number): OrderKey[] {
  return generateNKeysBetween(before ?? null, null, count)
}

export function compareOrdered(a: Ordered, b: Ordered): number {
  if (a.orderKey !== b.orderKey) return a.orderKey < b.orderKey ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * The keys to write so that `id` stands at `index` among its siblings (given in order, without `id` itself). Usually
 * one; where the two neighbours carry the same key, the run of equal keys behind the place is spread out as well.
 */
export function orderKeysToPlace(
  siblings: readonly Ordered[],
  index: number,
  id: string,
): ReadonlyMap<string, OrderKey> {
  const at = Math.max(0, Math.min(index, siblings.length))
  const before = siblings[at - 1]?.orderKey
  let end = at
  while (siblings[end] !== undefined && siblings[end]?.orderKey === before) end++
  const moved = siblings.slice(at, end).map(sibling => sibling.id)
  const keys = generateNKeysBetween(before ?? null, siblings[end]?.orderKey ?? null, moved.length + 1)
  return new Map([id, ...moved].map((each, i) => [each, keys[i] as OrderKey]))
}
