import { must, orderKeysAfter } from '@barycentre/kit'
import * as fc from 'fast-check'
import {
  definitions,
  kinds,
  planOf,
  type AnyRecord,
  type Field,
  type Fields,
  type FilePlace,
  type Holds,
  type Kind,
  type KindDefinition,
  type Plan,
} from '../src/index.ts'

/**
 * Any plan that the definitions allow, in the form in which plans are kept: nothing recorded that says nothing. Ids
 * come from a small pool with awkward ones among them, so that references often meet a record and sometimes do not;
 * lines run in circles and parents are missing, as after a merge.
 */
export function arbitraryPlan({ recordsPerKind = 4 }: { recordsPerKind?: number } = {}): fc.Arbitrary<Plan> {
  return fc.tuple(...kinds.map(kind => arbitraryRecords(kind, recordsPerKind))).map(records => planOf(records.flat()))
}

const idPool = ['a', 'b', 'c', 'd', 'e/f', 'g "h"', '__proto__', 'é ~1', 'item-1'] as const

function arbitraryRecords(kind: Kind, most: number): fc.Arbitrary<AnyRecord[]> {
  const { fields, file }: KindDefinition = definitions[kind]
  const ids = file.as === 'one' ? fc.subarray([kind]) : fc.shuffledSubarray([...idPool], { maxLength: most })
  return ids.chain(chosen => {
    const orderKeys = orderKeysAfter(undefined, chosen.length)
    return fc.tuple(
      ...chosen.map((id, i) =>
        arbitraryContents(fields, file).map(
          contents =>
            ({ kind, id, orderKey: must(orderKeys[i], 'a key for each'), ...contents }) as unknown as AnyRecord,
        ),
      ),
    )
  })
}

type Contents = Readonly<Record<string, unknown>>

function arbitraryContents(fields: Fields, file: FilePlace): fc.Arbitrary<Contents> {
  const names = Object.keys(fields)
  const extras = fc.record(
    {
      declaredNone: fc.dictionary(fc.constantFrom(...names), words, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
      unknownFields: fc.dictionary(unknownNames, unknownValues, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  const contents = fc.tuple(arbitraryValues(fields), fc.option(extras, { nil: {}, freq: 4 }))
  const merged = contents.map(([values, extra]) => ({ ...values, ...extra }))
  return file.as === 'one' ? merged.filter(each => Object.keys(each).length > 0) : merged
}

function arbitraryValues(fields: Fields): fc.Arbitrary<Contents> {
  const model = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, arbitraryValue(field)]))
  return fc.record(model, { requiredKeys: [], noNullPrototype: true })
}

function arbitraryValue(field: Field): fc.Arbitrary<unknown> {
  switch (field.shape) {
    case 'register':
      return arbitraryRegister(field.holds)
    case 'prose':
      return words
    case 'set':
      return arbitrarySet
    case 'list':
      return field.bare === undefined ? arbitraryItems(field.item, field.itemSets) : arbitraryBareItems(field.bare)
    case 'group':
      return arbitraryValues(field.leaves).filter(values => Object.keys(values).length > 0)
  }
}

function arbitraryRegister(holds: Holds): fc.Arbitrary<unknown> {
  switch (holds.as) {
    case 'line':
      return words
    case 'date':
      return dates
    case 'number': {
      const { min = -1e9, max = 1e9 } = holds
      return fc.oneof(fc.integer({ min, max }), fc.double({ min, max, noNaN: true }).map(withoutMinusZero))
    }
    case 'yes-no':
      return fc.boolean()
    case 'choice':
      return holds.open ? fc.oneof(fc.constantFrom(...holds.choices), words) : fc.constantFrom(...holds.choices)
    case 'reference':
      return fc.constantFrom(...idPool)
    case 'place':
      return fc.record({ x: fc.integer(), y: fc.integer() }, { noNullPrototype: true })
  }
}

/** JSON has one zero. */
function withoutMinusZero(value: number): number {
  return value === 0 ? 0 : value
}

const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
  fc.constantFrom('toString', 'بعثة الأمم المتحدة', ' ', 'two\nlines'),
)
const dates = fc
  .date({ min: new Date('1945-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const arbitrarySet = fc.shuffledSubarray([...idPool], { minLength: 1, maxLength: 4 })
const unknownNames = fc.constantFrom('x-note', 'x.dotted', 'x/slash', 'x~tilde').map(escapePointer)
const unknownValues = fc.oneof(fc.integer(), fc.boolean(), words, fc.constant({ deep: [{ er: 'value' }, null] }))

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function arbitraryItems(
  item: { readonly [name: string]: Holds },
  itemSets: { readonly [name: string]: unknown },
): fc.Arbitrary<readonly Contents[]> {
  const model = Object.fromEntries(
    Object.entries(item).map(([name, holds]) => [name, name in itemSets ? arbitrarySet : arbitraryRegister(holds)]),
  )
  const ids = fc.oneof(
    fc.integer({ min: 1, max: 4 }).map(placeIds),
    fc.shuffledSubarray(['item-1', 'item-2', 'x', 'y'], { minLength: 1 }),
  )
  return ids.chain(chosen =>
    fc.tuple(
      ...chosen.map(id =>
        fc.record(model, { requiredKeys: [], noNullPrototype: true }).map(values => ({ ...values, id })),
      ),
    ),
  )
}

function arbitraryBareItems(bare: string): fc.Arbitrary<readonly Contents[]> {
  return fc
    .array(words, { minLength: 1, maxLength: 3 })
    .map(texts => placeIds(texts.length).map((id, i) => ({ id, [bare]: texts[i] })))
}

function placeIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `item-${i + 1}`)
}
