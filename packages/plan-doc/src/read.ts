import { compareOrdered, sameJson } from '@barycentre/kit'
import { definitions, kinds, type AnyRecord, type Field, type Fields, type Kind } from '@barycentre/plan'
import type * as Y from 'yjs'
import * as layout from './layout.ts'

/** The cells of one record, by path: what the layout holds of it, outside its prose. */
export type Cells = Map<string, unknown>

/** A cell that does not hold what its field takes; the field then reads as not recorded. */
export interface UnsoundCell {
  readonly kind: Kind
  readonly id: string
  readonly path: string
  readonly value: unknown
}

/** Reads a record out of its cells, or undefined where there is none (never created, or removed). */
export function readRecord(
  kind: Kind,
  id: string,
  cells: Cells,
  prose: (path: string) => string,
  report: (unsound: UnsoundCell) => void,
): AnyRecord | undefined {
  if (!cells.has(layout.existence) || cells.get(layout.tombstone) === true) return undefined
  const place = cells.get(layout.place)
  const record: Record<string, unknown> = { kind, id, orderKey: typeof place === 'string' ? place : '' }
  const parts = partition(cells)
  readFields(definitions[kind].fields as Fields, '', record)
  const declaredNone = Object.fromEntries(parts.declaredNone)
  if (parts.declaredNone.length > 0) record['declaredNone'] = declaredNone
  if (parts.unknown.length > 0) record['unknownFields'] = Object.fromEntries(parts.unknown)
  return Object.freeze(record) as unknown as AnyRecord

  function readFields(fields: Fields, prefix: string, into: Record<string, unknown>): void {
    for (const [name, field] of Object.entries(fields)) {
      const value = readField(field, prefix + name)
      if (value !== undefined) into[name] = value
    }
  }

  function readField(field: Field, path: string): unknown {
    switch (field.shape) {
      case 'register': {
        const value = cells.get(path)
        if (value === undefined) return undefined
        const parsed = field.schema.safeParse(value)
        if (parsed.success) return parsed.data
        report({ kind, id, path, value })
        return undefined
      }
      case 'prose': {
        const text = prose(path)
        return text === '' ? undefined : text
      }
      case 'set': {
        const members = parts.inner.get(path)
        if (members === undefined) return undefined
        const ordered = members.map(([member, orderKey]) => ({ id: member, orderKey: String(orderKey) }))
        return Object.freeze(ordered.sort(compareOrdered).map(member => member.id))
      }
      case 'list': {
        const items = []
        for (const [itemId, cell] of parts.inner.get(path) ?? []) {
          const [orderKey, value] = Array.isArray(cell) ? (cell as unknown[]) : []
          const parsed = field.schema.safeParse(value)
          if (typeof orderKey === 'string' && parsed.success)
            items.push({ id: itemId, orderKey, value: parsed.data as object })
          else report({ kind, id, path: layout.memberPath(path, itemId), value: cell })
        }
        if (items.length === 0) return undefined
        return Object.freeze(items.sort(compareOrdered).map(item => Object.freeze({ ...item.value, id: item.id })))
      }
      case 'group': {
        const leaves: Record<string, unknown> = {}
        readFields(field.leaves, `${path}.`, leaves)
        return Object.keys(leaves).length === 0 ? undefined : Object.freeze(leaves)
      }
    }
  }
}

interface Parts {
  readonly inner: Map<string, [member: string, value: unknown][]>
  readonly declaredNone: [field: string, reason: string][]
  readonly unknown: [field: string, value: unknown][]
}

function partition(cells: Cells): Parts {
  const parts: Parts = { inner: new Map(), declaredNone: [], unknown: [] }
  for (const [path, value] of cells) {
    if (path.startsWith(layout.declaredNonePrefix)) parts.declaredNone.push([path.slice(1), String(value)])
    else if (path.startsWith(layout.unknownPrefix)) parts.unknown.push([path.slice(1), value])
    else {
      const slash = path.indexOf('/')
      if (slash < 0) continue
      const field = path.slice(0, slash)
      const members = parts.inner.get(field)
      if (members === undefined) parts.inner.set(field, [[path.slice(slash + 1), value]])
      else members.push([path.slice(slash + 1), value])
    }
  }
  // Cells arrive in the order of their updates, which differs from peer to peer; the plan must not (promise P8).
  parts.declaredNone.sort(byName)
  parts.unknown.sort(byName)
  return parts
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

/** The record read again; the one read before where nothing of it changed, since views compare by `===`. */
export function sameOrNew(before: AnyRecord | undefined, now: AnyRecord | undefined): AnyRecord | undefined {
  return before !== undefined && now !== undefined && sameJson(before, now) ? before : now
}

/** Follows the cells of all kinds and the roots of all prose, and says which records a transaction touched. */
export class CellIndex {
  readonly #doc: Y.Doc
  readonly #byKind = new Map<Kind, Map<string, Cells>>()
  readonly #maps = new Map<unknown, Kind>()
  readonly #texts = new Map<unknown, layout.ProseAddress>()
  readonly #namesSeen = new Set<string>()
  readonly #proseWith = new Set<string>()

  constructor(doc: Y.Doc) {
    this.#doc = doc
    for (const kind of kinds) {
      const map = doc.getMap<unknown>(kind)
      this.#maps.set(map, kind)
      const records = new Map<string, Cells>()
      this.#byKind.set(kind, records)
      for (const [key, value] of map.entries()) setCell(records, key, value)
    }
    this.#learnTexts()
  }

  ids(kind: Kind): Iterable<string> {
    return this.#records(kind).keys()
  }

  cells(kind: Kind, id: string): Cells | undefined {
    return this.#records(kind).get(id)
  }

  prose(kind: Kind, id: string, path: string): string {
    const name = layout.proseName(kind, id, path)
    return this.#proseWith.has(name) ? this.#doc.getText(name).toString() : ''
  }

  touchedBy(transaction: Y.Transaction): Map<Kind, Set<string>> {
    const touched = new Map<Kind, Set<string>>()
    const touch = (kind: Kind, id: string) =>
      void (touched.get(kind) ?? setAndGet(touched, kind, new Set<string>())).add(id)
    for (const [type, keys] of transaction.changed) {
      if (type._item !== null) continue
      const kind = this.#maps.get(type)
      if (kind !== undefined) {
        const map = this.#doc.getMap<unknown>(kind)
        for (const key of keys) {
          const cell = key === null ? undefined : layout.parseCellKey(key)
          if (key === null || cell === undefined) continue
          if (map.has(key)) setCell(this.#records(kind), key, map.get(key))
          else this.#records(kind).get(cell.id)?.delete(cell.path)
          touch(kind, cell.id)
        }
        continue
      }
      if (!this.#texts.has(type)) this.#learnTexts()
      const address = this.#texts.get(type)
      if (address !== undefined) touch(address.kind, address.id)
    }
    return touched
  }

  #records(kind: Kind): Map<string, Cells> {
    return this.#byKind.get(kind) as Map<string, Cells>
  }

  /** A root that came over the wire has no type until it is asked for by name, and is another object from then on. */
  #learnTexts(): void {
    for (const [name, type] of [...this.#doc.share]) {
      if (this.#namesSeen.has(name) && this.#texts.has(type)) continue
      const address = layout.parseProseName(name)
      if (address === undefined || !kinds.includes(address.kind as Kind)) continue
      this.#namesSeen.add(name)
      this.#proseWith.add(name)
      const known = { ...address, kind: address.kind as Kind }
      this.#texts.set(type, known)
      this.#texts.set(this.#doc.getText(name), known)
    }
  }
}

function setCell(records: Map<string, Cells>, key: string, value: unknown): void {
  const cell = layout.parseCellKey(key)
  if (cell === undefined) return
  const cells = records.get(cell.id) ?? setAndGet(records, cell.id, new Map<string, unknown>())
  cells.set(cell.path, value)
}

function setAndGet<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value {
  map.set(key, value)
  return value
}
