import { valueAt } from '@barycentre/commands'
import { givenIn, type AnyRecord, type Given, type Kind } from '@barycentre/plan'

/** Whether the field at a path is given, declared none, or not recorded: `givenIn` for fields inside groups as well. */
export function fieldState(record: AnyRecord, path: string): Given<unknown> {
  if (!path.includes('.')) return givenIn(record, path)
  const value = valueAt(record, path)
  if (isGiven(value)) return { state: 'given', value }
  const reason = record.declaredNone?.[path]
  return reason === undefined ? { state: 'not-recorded' } : { state: 'declared-none', reason }
}

/** A field that holds the reason why another has no value: the plan file keeps it under a name of its own. */
export function reasonFieldOf(kind: Kind, path: string): string | undefined {
  return kind === 'objective' && path === 'nationalCounterpartId' ? 'noCounterpartReason' : undefined
}

/** Drawn with the field whose reason it is. */
export function isReasonField(kind: Kind, path: string): boolean {
  return kind === 'objective' && path === 'noCounterpartReason'
}

/** An empty list, an empty text or a group of nothing says nothing. */
function isGiven(value: unknown): boolean {
  if (value === undefined || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || value === null || Object.values(value).some(isGiven)
}
