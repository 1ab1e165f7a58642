import type { Json } from '@barycentre/kit'
import { definitions } from '../definitions.ts'
import type { KindDefinition } from '../define-kind.ts'
import type { Field, Fields } from '../field.ts'
import type { AnyRecord } from '../plan.ts'
import { jsonObject } from './json-object.ts'
import { putAt, type JsonNode } from './json-node.ts'
import { isRecorded } from './normalise.ts'
import { itemIdAt } from './read-record.ts'
import { pathOfPointer } from './unknown-field.ts'

/** A record as the file holds it, for its ledger parts and the records that stand inside it to be put in. */
export function writeRecord(record: AnyRecord): JsonNode {
  const { file, fields }: KindDefinition = definitions[record.kind]
  const node: JsonNode = new Map()
  if (file.as !== 'one') node.set((file.as === 'many' ? file.idKey : undefined) ?? 'id', record.id)
  writeFields(fields, record as unknown as Values, node)
  const { declaredNone = {}, unknownFields = {} } = record
  if (isRecorded(declaredNone)) node.set('declaredNone', declaredNone)
  // Where this version has come to know a field that an earlier one kept as unknown, the field counts.
  for (const [pointer, value] of Object.entries(unknownFields)) putAt(node, pathOfPointer(pointer), value)
  return node
}

type Values = Readonly<Record<string, unknown>>

function writeFields(fields: Fields, values: Values, node: JsonNode): void {
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name] === undefined ? undefined : writeValue(field, values[name])
    if (value !== undefined) node.set(field.fileKey ?? name, value)
  }
}

function writeValue(field: Field, value: unknown): unknown {
  switch (field.shape) {
    case 'register':
      if (field.holds.as === 'place') return new Map(Object.entries(value as Values))
      return value === '' ? undefined : value
    case 'prose':
      return value === '' ? undefined : value
    case 'set':
      return (value as readonly string[]).length === 0 ? undefined : value
    case 'list': {
      const items = value as readonly Values[]
      const written = items.map((item, i) => (field.bare === undefined ? writeItem(item, i) : (item[field.bare] ?? '')))
      return written.length === 0 ? undefined : written
    }
    case 'group': {
      const node: JsonNode = new Map()
      writeFields(field.leaves, value as Values, node)
      return node.size === 0 ? undefined : node
    }
  }
}

function writeItem({ id, ...values }: Values, index: number): Json {
  const recorded = Object.entries(values).filter(([, value]) => value !== undefined && isRecorded(value as Json))
  return jsonObject([...(id === itemIdAt(index) ? [] : [['id', id]]), ...recorded] as [string, Json][])
}
