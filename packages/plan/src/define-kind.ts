import type { OrderKey } from '@barycentre/kit'
import type { Fields, ValuesOf } from './field.ts'
import type { Kind } from './kind.ts'

/** One kind of record: its fields, and where it stands in the plan file. */
export interface KindDefinition<Name extends string = string, F extends Fields = Fields> {
  readonly kind: Name
  readonly fields: F
  /** The field that names a record to people: what lists and links show. */
  readonly titleField: string
  readonly file: FilePlace
}

/**
 * - `one`: an object under this key; there is exactly one such record and its id is its kind.
 * - `many`: an array under this key; `idKey` where the id stands under another name than `id`.
 * - `inside`: an array within another record (`parentField` here names that record, and is not in the file; absent where
 *   the parent is the only one of its kind). A record whose parent is gone stands under the same key at the top.
 */
export type FilePlace =
  | { readonly as: 'one'; readonly key: string }
  | { readonly as: 'many'; readonly key: string; readonly idKey?: string }
  | { readonly as: 'inside'; readonly parent: Kind; readonly parentField?: string; readonly key: string }

export function defineKind<const Name extends string, const F extends Fields>(
  definition: KindDefinition<Name, F> & { readonly titleField: keyof F & string },
): KindDefinition<Name, F> {
  return definition
}

/** What every record carries, whatever its kind. */
export interface RecordBase<Name extends string> {
  readonly kind: Name
  readonly id: string
  /** Its place among the records of its kind. */
  readonly orderKey: OrderKey
  /** Fields that the planners declared to have no value, each with the reason. Absent there and here: not recorded. */
  readonly declaredNone?: { readonly [field: string]: string }
  /** Fields that this version does not know, kept as they came and written out again. */
  readonly unknownFields?: { readonly [field: string]: unknown }
}

export type RecordFrom<D> = D extends KindDefinition<infer Name, infer F> ? RecordBase<Name> & ValuesOf<F> : never
