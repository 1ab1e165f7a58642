import { err, ok, type Result } from './result.ts'

/**
 * What a value from elsewhere must look like. The type is inferred from it (`TypeOf`); nobody writes both. Ours and not a
 * library's, because every page reads its first answer and its first record with it: a hundred lines cost a browser half
 * a kilobyte, the smallest library seven and a half (docs/decisions/0003).
 */
export interface Schema<T> {
  /** The value as the schema has it, or the path to everything in it that does not fit. */
  parse(value: unknown): Result<T, readonly Path[]>
}

export type Path = readonly (string | number)[]

export type TypeOf<S> = S extends Schema<infer T> ? T : never

export interface Optional<T> extends Schema<T | undefined> {
  readonly mayLack: true
}

export type Shape = { readonly [name: string]: Schema<unknown> }

type ObjectOf<S extends Shape> = {
  -readonly [Name in keyof S as S[Name] extends { readonly mayLack: true } ? never : Name]: TypeOf<S[Name]>
} & {
  -readonly [Name in keyof S as S[Name] extends { readonly mayLack: true } ? Name : never]?: TypeOf<S[Name]>
}

export interface ObjectSchema<S extends Shape> extends Schema<{ [Name in keyof ObjectOf<S>]: ObjectOf<S>[Name] }> {
  readonly shape: S
}

interface Lengths {
  readonly least?: number
  readonly most?: number
}

export function string({ least = 0, most = Infinity }: Lengths = {}): Schema<string> {
  return that((value): value is string => typeof value === 'string' && value.length >= least && value.length <= most)
}

/** A string without the space around it. The lengths are those of what remains. */
export function trimmed(lengths: Lengths): Schema<string> {
  const { parse } = string(lengths)
  return { parse: value => parse(typeof value === 'string' ? value.trim() : value) }
}

/** A number that can be counted with: neither NaN nor infinite. */
export function number(): Schema<number> {
  return that((value): value is number => Number.isFinite(value))
}

export function boolean(): Schema<boolean> {
  return that((value): value is boolean => typeof value === 'boolean')
}

export function unknown(): Schema<unknown> {
  return { parse: ok }
}

export function oneOf<const Choice extends string>(choices: readonly Choice[]): Schema<Choice> {
  return that((value): value is Choice => choices.includes(value as Choice))
}

/** What the schema takes, if this holds of it too. */
export function such<T>({ parse }: Schema<T>, holds: (value: T) => boolean): Schema<T> {
  return {
    parse(value) {
      const parsed = parse(value)
      return parsed.ok && !holds(parsed.value) ? misfit : parsed
    },
  }
}

export function nullable<T>({ parse }: Schema<T>): Schema<T | null> {
  return { parse: value => (value === null ? ok(null) : parse(value)) }
}

/** Within an object: a property that may be lacking. */
export function optional<T>({ parse }: Schema<T>): Optional<T> {
  return { mayLack: true, parse: value => (value === undefined ? ok(undefined) : parse(value)) }
}

export function array<T>(item: Schema<T>, { least = 0 }: { least?: number } = {}): Schema<T[]> {
  return {
    parse(value) {
      if (!Array.isArray(value) || value.length < least) return misfit
      return together(
        value.map((each, index) => [index, item.parse(each)]),
        read => read.map(([, each]) => each),
      )
    },
  }
}

/** An object of any keys, whose values are all alike. */
export function record<T>(item: Schema<T>): Schema<Record<string, T>> {
  return {
    parse(value) {
      if (!isObject(value)) return misfit
      return together(
        Object.entries(value).map(([key, each]) => [key, item.parse(each)]),
        Object.fromEntries,
      )
    },
  }
}

/** An object with these properties. Others that it has are left behind. */
export function object<const S extends Shape>(shape: S): ObjectSchema<S> {
  return objectSchema(shape, [])
}

/** An object with these properties. Others that it has stay as they are. */
export function looseObject<const S extends Shape>(shape: S): ObjectSchema<S> {
  return objectSchema(shape)
}

function objectSchema<S extends Shape>(shape: S, others?: []): ObjectSchema<S> {
  return {
    shape,
    parse(value) {
      if (!isObject(value)) return misfit
      const named = Object.entries(shape).flatMap(([name, { parse }]): [string, ReturnType<typeof parse>][] => {
        const has = Object.hasOwn(value, name)
        const parsed = parse(has ? value[name] : undefined)
        return has || !parsed.ok ? [[name, parsed]] : []
      })
      // Each property was parsed by the schema that the type is made of.
      return together(named, read => Object.fromEntries([...(others ?? Object.entries(value)), ...read]) as never)
    },
  }
}

const misfit: Result<never, readonly Path[]> = err([[]])

function that<T>(fits: (value: unknown) => value is T): Schema<T> {
  return { parse: value => (fits(value) ? ok(value) : misfit) }
}

/** All parts made one, or the paths of all that do not fit. */
function together<Key extends string | number, T, Whole>(
  parts: readonly (readonly [Key, Result<T, readonly Path[]>])[],
  make: (read: [Key, T][]) => Whole,
): Result<Whole, readonly Path[]> {
  const read: [Key, T][] = []
  const misfits: Path[] = []
  for (const [key, part] of parts) {
    if (part.ok) read.push([key, part.value])
    else for (const path of part.error) misfits.push([key, ...path])
  }
  return misfits.length === 0 ? ok(make(read)) : err(misfits)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
