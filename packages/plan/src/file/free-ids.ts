/**
 * Gives out ids that nobody has: the wanted one, or with a number behind it (`phase~2`). Remembers how far it has
 * counted, so that ten thousand records that all want the same id cost ten thousand steps.
 */
export function freeIds(taken: Iterable<unknown>): (wanted: string) => string {
  const given = new Set(taken)
  const countOf = new Map<string, number>()
  return wanted => {
    let count = countOf.get(wanted) ?? 1
    let id = count === 1 ? wanted : `${wanted}~${count}`
    while (given.has(id)) id = `${wanted}~${++count}`
    given.add(id)
    countOf.set(wanted, count)
    return id
  }
}
