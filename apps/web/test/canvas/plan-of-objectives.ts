import { planOf, type AnyRecord, type Kind, type Plan, type RecordOf } from '@barycentre/plan'

type Fields<K extends Kind> = Omit<RecordOf<K>, 'kind' | 'id' | 'orderKey'>

/** A record as a plan holds it; its place is that of the call. */
export function record<K extends Kind>(kind: K, id: string, fields: Fields<K>): AnyRecord {
  const orderKey = `a${String(nextPlace++).padStart(6, '0')}`
  return { kind, id, orderKey, ...fields } as unknown as AnyRecord
}
let nextPlace = 0

export function planWith(...records: AnyRecord[]): Plan {
  return planOf(records)
}

export const phase = (id: string) => record('phase', id, { title: id })
export const lineOfEffort = (id: string) => record('function', id, { title: id })
export const objective = (id: string, phaseIds: string[], functionId?: string, fields: Fields<'objective'> = {}) =>
  record('objective', id, { title: id, phaseIds, ...(functionId !== undefined && { functionId }), ...fields })
