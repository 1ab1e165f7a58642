import type { AnyRecord, RecordRef } from '@barycentre/plan'

export function refOf({ kind, id }: AnyRecord): RecordRef {
  return { kind, id }
}
