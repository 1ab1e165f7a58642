import type { OrderKey } from '@barycentre/kit'
import { planOf, readStructure, type AnyRecord, type RecordOf } from '@barycentre/plan'

type PostFields = Partial<Omit<RecordOf<'post'>, 'kind' | 'id' | 'orderKey'>>

let order = 0

export function post(id: string, fields: PostFields = {}): RecordOf<'post'> {
  return { kind: 'post', id, orderKey: nextKey(), title: id, ...fields }
}

export function line(from: string, to: string, type: RecordOf<'line'>['type'] = 'direct'): RecordOf<'line'> {
  return { kind: 'line', id: `${from}>${to}:${type}`, orderKey: nextKey(), from, to, ...(type && { type }) }
}

/** The chart's records, and the sound reading of them. */
export function structureOf(...records: readonly AnyRecord[]) {
  const plan = planOf(records)
  return { posts: plan.post, lines: plan.line, structure: readStructure(plan) }
}

function nextKey(): OrderKey {
  return `a${String(order++).padStart(6, '0')}` as OrderKey
}
