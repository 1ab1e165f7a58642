import { orderKeysAfter, sameJson, type OrderKey } from '@barycentre/kit'
import { definitions, type AnyRecord, type Field, type Fields, type Kind } from '@barycentre/plan'
import type * as Y from 'yjs'
import * as layout from './layout.ts'

/** The hand that a command writes with. Everything that it can do is here; nothing else writes a plan. */
export class Draft {
  readonly #doc: Y.Doc
  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  /** Writes a whole record. An id that was in use, removed or not, is the same record come back. */
  create(record: AnyRecord): void {
    const { kind, id, orderKey, declaredNone = {}, unknownFields = {}, ...fields } = record
    this.begin(kind, id)
    if (this.#map(kind).get(layout.cellKey(id, layout.tombstone)) === true) this.#erase(kind, id, layout.tombstone)
    this.place(kind, id, orderKey)
    this.#writeFields(kind, id, definitions[kind].fields as Fields, '', fields)
    for (const [field, reason] of Object.entries(declaredNone)) this.declareNone(kind, id, field, reason)
    for (const [field, value] of Object.entries(unknownFields))
      this.#write(kind, id, layout.unknownPrefix + field, value)
  }

  /** Makes a record be there, with nothing in it yet. */
  begin(kind: Kind, id: string): void {
    this.#write(kind, id, layout.existence, 1)
  }

  /** Marks a record as removed. What it holds stays, so that it can come back as it was. */
  remove(kind: Kind, id: string): void {
    this.#write(kind, id, layout.tombstone, true)
  }

  restore(kind: Kind, id: string): void {
    this.#erase(kind, id, layout.tombstone)
  }

  wasRemoved(kind: Kind, id: string): boolean {
    return this.#map(kind).get(layout.cellKey(id, layout.tombstone)) === true
  }

  place(kind: Kind, id: string, orderKey: OrderKey): void {
    this.#write(kind, id, layout.place, orderKey)
  }

  /** Sets a register; undefined takes its value away, so that it reads as not recorded. */
  set(kind: Kind, id: string, path: string, value: unknown): void {
    if (value === undefined) this.#erase(kind, id, path)
    else this.#write(kind, id, path, value)
  }

  addMember(kind: Kind, id: string, path: string, member: string, orderKey: OrderKey): void {
    this.#write(kind, id, layout.memberPath(path, member), orderKey)
  }

  removeMember(kind: Kind, id: string, path: string, member: string): void {
    this.#erase(kind, id, layout.memberPath(path, member))
  }

  setItem(kind: Kind, id: string, path: string, itemId: string, orderKey: OrderKey, value: object): void {
    this.#write(kind, id, layout.memberPath(path, itemId), [orderKey, value])
  }

  /** The key that an item of a list stands at, for those who move or change it. */
  findItemKey(kind: Kind, id: string, path: string, itemId: string): OrderKey | undefined {
    const cell = this.#map(kind).get(layout.cellKey(id, layout.memberPath(path, itemId)))
    return Array.isArray(cell) && typeof cell[0] === 'string' ? cell[0] : undefined
  }

  /** The members of a set or the items of a list with their keys, in no particular order. */
  keysWithin(kind: Kind, id: string, path: string, members: readonly string[]): { id: string; orderKey: OrderKey }[] {
    return members.map(member => {
      const cell = this.#map(kind).get(layout.cellKey(id, layout.memberPath(path, member)))
      return { id: member, orderKey: String(Array.isArray(cell) ? cell[0] : cell) }
    })
  }

  removeItem(kind: Kind, id: string, path: string, itemId: string): void {
    this.#erase(kind, id, layout.memberPath(path, itemId))
  }

  declareNone(kind: Kind, id: string, field: string, reason: string | undefined): void {
    this.set(kind, id, layout.declaredNonePrefix + field, reason)
  }

  /** Makes a prose field read `text` by the smallest single replacement, so that what others type elsewhere in it stays. */
  writeProse(kind: Kind, id: string, path: string, text: string): void {
    const target = this.#doc.getText(layout.proseName(kind, id, path))
    const before = target.toString()
    const { from, removed, inserted } = smallestReplacement(before, text)
    if (removed > 0) target.delete(from, removed)
    if (inserted !== '') target.insert(from, inserted)
  }

  #writeFields(
    kind: Kind,
    id: string,
    fields: Fields,
    prefix: string,
    values: Readonly<Record<string, unknown>>,
  ): void {
    for (const [name, field] of Object.entries(fields)) {
      const value = values[name]
      if (value !== undefined) this.#writeField(kind, id, field, prefix + name, value)
    }
  }

  #writeField(kind: Kind, id: string, field: Field, path: string, value: unknown): void {
    switch (field.shape) {
      case 'register':
        return this.#write(kind, id, path, value)
      case 'prose':
        return this.writeProse(kind, id, path, value as string)
      case 'group':
        return this.#writeFields(kind, id, field.leaves, `${path}.`, value as Record<string, unknown>)
      case 'set': {
        const members = value as readonly string[]
        const keys = orderKeysAfter(undefined, members.length)
        return members.forEach((member, i) => this.addMember(kind, id, path, member, keys[i] as OrderKey))
      }
      case 'list': {
        const items = value as readonly { readonly id: string }[]
        const keys = orderKeysAfter(undefined, items.length)
        return items.forEach(({ id: itemId, ...item }, i) =>
          this.setItem(kind, id, path, itemId, keys[i] as OrderKey, item),
        )
      }
    }
  }

  #map(kind: Kind): Y.Map<unknown> {
    return this.#doc.getMap<unknown>(kind)
  }

  /** Writing what stands there already would be a change for nobody, and a false one in the history. */
  #write(kind: Kind, id: string, path: string, value: unknown): void {
    const key = layout.cellKey(id, path)
    const map = this.#map(kind)
    if (!map.has(key) || !sameJson(map.get(key), value)) map.set(key, value)
  }

  #erase(kind: Kind, id: string, path: string): void {
    const key = layout.cellKey(id, path)
    if (this.#map(kind).has(key)) this.#map(kind).delete(key)
  }
}

/** One replacement that turns `before` into `after`, never cutting a surrogate pair (halves would not merge). */
export function smallestReplacement(
  before: string,
  after: string,
): { from: number; removed: number; inserted: string } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  if (isInsidePair(before, start) || isInsidePair(after, start)) start--
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  while (end > 0 && (isInsidePair(before, before.length - end) || isInsidePair(after, after.length - end))) end--
  return { from: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) }
}

function isInsidePair(text: string, index: number): boolean {
  const [high, low] = [text.charCodeAt(index - 1), text.charCodeAt(index)]
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000
}
