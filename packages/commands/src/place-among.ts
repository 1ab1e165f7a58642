import { orderKeysToPlace, type Ordered, type OrderKey } from '@barycentre/kit'

/** The keys to write so that `id` stands right before `before` (null: last) among those given in their order. */
export function placeAmong(all: Iterable<Ordered>, id: string, before: string | null): ReadonlyMap<string, OrderKey> {
  const siblings = [...all].filter(sibling => sibling.id !== id)
  const index = before === null ? -1 : siblings.findIndex(sibling => sibling.id === before)
  return orderKeysToPlace(siblings, index < 0 ? siblings.length : index, id)
}
