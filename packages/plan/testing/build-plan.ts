import { must, orderKeysAfter } from '@barycentre/kit'
import {
  definitions,
  kinds,
  planOf,
  type AnyRecord,
  type FilePlace,
  type Kind,
  type Plan,
  type RecordOf,
} from '../src/index.ts'

/** Records by kind, in their order, with only what the test is about. */
export type PlanSketch = { readonly [K in Kind]?: readonly Partial<Omit<RecordOf<K>, 'kind'>>[] }

/** A plan from a sketch. Records without an id are called by their kind and place, `objective-1`; singles by their kind. */
export function buildPlan(sketch: PlanSketch): Plan {
  return planOf(kinds.flatMap(kind => recordsOf(kind, sketch[kind] ?? [])))
}

function recordsOf(kind: Kind, sketches: readonly object[]): AnyRecord[] {
  const orderKeys = orderKeysAfter(undefined, sketches.length)
  const file: FilePlace = definitions[kind].file
  return sketches.map((sketch, i) => {
    const id = file.as === 'one' ? kind : `${kind}-${i + 1}`
    return { kind, id, orderKey: must(orderKeys[i], 'a key for each'), ...sketch } as unknown as AnyRecord
  })
}
