import type { AnyRecord } from './plan.ts'

/** A value is given, or declared to be none with a reason, or not recorded. Absent is never "no" (domain model 2.0). */
export type Given<Value> =
  | { readonly state: 'given'; readonly value: Value }
  | { readonly state: 'declared-none'; readonly reason: string }
  | { readonly state: 'not-recorded' }

/** Fields whose "none" the plan file keeps beside the field, under a name of its own. */
const reasonFields: { readonly [field: string]: string } = { nationalCounterpartId: 'noCounterpartReason' }

export function givenIn(record: AnyRecord, field: string): Given<unknown> {
  const fields = record as unknown as Readonly<Record<string, unknown>>
  const value = fields[field]
  if (value !== undefined && !(Array.isArray(value) && value.length === 0) && value !== '')
    return { state: 'given', value }
  const reason = record.declaredNone?.[field] ?? fields[reasonFields[field] ?? '']
  return typeof reason === 'string' && reason.trim() !== ''
    ? { state: 'declared-none', reason }
    : { state: 'not-recorded' }
}
