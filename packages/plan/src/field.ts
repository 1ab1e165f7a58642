import * as z from 'zod/mini'
import type { Kind } from './kind.ts'

/**
 * A field of a record: what values it takes and how people share it (domain model, section 2.0).
 *
 * - `register`: one value, the last writer wins.
 * - `prose`: plain text that several people may type in at once; it merges by character.
 * - `set`: ids in an order; adding the same id twice is adding it once.
 * - `list`: small objects in an order, each with an id of its own.
 * - `group`: registers and sets that belong together; each leaf is shared on its own.
 */
export type Field = RegisterField<unknown> | ProseField | SetField | ListField<unknown> | GroupField<Fields>
export type Fields = { readonly [name: string]: Field }

/** What a register holds, for those who draw an input for it or write it to a file. */
export type Holds =
  | { readonly as: 'line' }
  | { readonly as: 'date' }
  | { readonly as: 'number'; readonly unit?: Unit; readonly min?: number; readonly max?: number }
  | { readonly as: 'yes-no' }
  | { readonly as: 'choice'; readonly choices: readonly string[]; readonly open: boolean }
  | { readonly as: 'reference'; readonly to: readonly Kind[] }
  | { readonly as: 'place' }

export type Unit = 'days' | 'hours' | 'percent' | 'million' | 'people' | 'count' | 'level' | 'rank'

interface FieldBase {
  /** The key in the plan file, where it differs from the name (`kind` is taken by the record's own kind). */
  readonly fileKey?: string
}
export interface RegisterField<Value> extends FieldBase {
  readonly shape: 'register'
  readonly schema: z.ZodMiniType<Value>
  readonly holds: Holds
}
export interface ProseField extends FieldBase {
  readonly shape: 'prose'
}
export interface SetField extends FieldBase {
  readonly shape: 'set'
  /** The kinds whose ids are members; empty when the members are plain words. */
  readonly to: readonly Kind[]
  readonly choices?: readonly string[]
}
export interface ListField<Item> extends FieldBase {
  readonly shape: 'list'
  readonly schema: z.ZodMiniType<Item>
  readonly item: { readonly [name: string]: Holds }
  /** Which of the items' properties are sets, and the kinds of whose ids they are. */
  readonly itemSets: { readonly [name: string]: readonly Kind[] }
  /** Items that stand in the file as bare strings: the name of the one property that they carry here. */
  readonly bare?: string
}
export interface GroupField<Leaves extends Fields> extends FieldBase {
  readonly shape: 'group'
  readonly leaves: Leaves
}

export type ListItem<Item> = Readonly<Item> & { readonly id: string }

export type ValueOf<F> =
  F extends RegisterField<infer Value>
    ? Value
    : F extends ProseField
      ? string
      : F extends SetField
        ? readonly string[]
        : F extends ListField<infer Item>
          ? readonly ListItem<Item>[]
          : F extends GroupField<infer Leaves>
            ? ValuesOf<Leaves>
            : never
export type ValuesOf<F extends Fields> = { readonly [Name in keyof F]?: ValueOf<F[Name]> }

const isoDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine(isCalendarDate))

function isCalendarDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** One line of text: a title, a name, a unit. */
export function line(): RegisterField<string> {
  return { shape: 'register', schema: z.string(), holds: { as: 'line' } }
}

/** Text of several sentences that people write together. */
export function prose(): ProseField {
  return { shape: 'prose' }
}

/** A calendar date, ISO 8601 `YYYY-MM-DD`, without time or zone. */
export function date(): RegisterField<string> {
  return { shape: 'register', schema: isoDate, holds: { as: 'date' } }
}

export function number(limits: { unit?: Unit; min?: number; max?: number } = {}): RegisterField<number> {
  const { min = -Infinity, max = Infinity } = limits
  const schema = z.number().check(z.refine(value => value >= min && value <= max))
  return { shape: 'register', schema, holds: { as: 'number', ...limits } }
}

export function yesNo(): RegisterField<boolean> {
  return { shape: 'register', schema: z.boolean(), holds: { as: 'yes-no' } }
}

/** One of the given words; anything else is unsound and reads as not recorded. */
export function choice<const Choice extends string>(...choices: readonly Choice[]): RegisterField<Choice> {
  const schema = z.enum(choices as readonly [Choice, ...Choice[]]) as unknown as z.ZodMiniType<Choice>
  return { shape: 'register', schema, holds: { as: 'choice', choices, open: false } }
}

/** One of the given words, or a word of the planners' own: a fixed list would be a template (promise P12). */
export function openChoice(...choices: readonly string[]): RegisterField<string> {
  return { shape: 'register', schema: z.string(), holds: { as: 'choice', choices, open: true } }
}

/** The id of a record of one of the kinds. That it exists is for readers to check: a merge may remove it. */
export function reference(...to: readonly Kind[]): RegisterField<string> {
  return { shape: 'register', schema: z.string(), holds: { as: 'reference', to } }
}

/** Where a node stands on the chart, in pixels of the chart's own plane. */
export function place(): RegisterField<{ readonly x: number; readonly y: number }> {
  return { shape: 'register', schema: z.object({ x: z.number(), y: z.number() }), holds: { as: 'place' } }
}

export function references(...to: readonly Kind[]): SetField {
  return { shape: 'set', to }
}

/** A set of words, some of which are known beforehand. */
export function words(...choices: readonly string[]): SetField {
  return { shape: 'set', to: [], choices }
}

type ItemFields = { readonly [name: string]: RegisterField<unknown> | ProseField | SetField }
type ItemOf<F extends ItemFields> = { readonly [Name in keyof F]?: ValueOf<F[Name]> }

/** Items of registers. A prose leaf of an item is a plain string here: small things are not co-typed. */
export function list<const F extends ItemFields>(fields: F, bare?: keyof F & string): ListField<ItemOf<F>> {
  const shape: Record<string, z.ZodMiniType> = {}
  const item: Record<string, Holds> = {}
  const itemSets: Record<string, readonly Kind[]> = {}
  for (const [name, field] of Object.entries(fields)) {
    shape[name] = z.optional(itemSchema(field))
    item[name] = field.shape === 'register' ? field.holds : { as: 'line' }
    if (field.shape === 'set') itemSets[name] = field.to
  }
  const schema = z.looseObject(shape) as unknown as z.ZodMiniType<ItemOf<F>>
  return { shape: 'list', schema, item, itemSets, ...(bare === undefined ? {} : { bare }) }
}

function itemSchema(field: RegisterField<unknown> | ProseField | SetField): z.ZodMiniType {
  if (field.shape === 'register') return field.schema
  return field.shape === 'prose' ? z.string() : z.array(z.string())
}

/** Bare sentences in an order: `{id, text}` here, plain strings in the file. */
export function sentences(): ListField<{ readonly text?: string }> {
  return list({ text: line() }, 'text')
}

type GroupLeaves = { readonly [name: string]: RegisterField<unknown> | ProseField | SetField | GroupField<Fields> }

export function group<const Leaves extends GroupLeaves>(leaves: Leaves): GroupField<Leaves> {
  return { shape: 'group', leaves }
}

/** The same field under another key in the plan file. */
export function inFileAs<F extends Field>(fileKey: string, field: F): F {
  return { ...field, fileKey }
}
