import { kinds } from '@barycentre/plan'
import * as s from '@barycentre/kit/schema'

/** Ids of records: no longer than a reader can bear, never empty. */
export const id = s.string({ least: 1, most: 200 })
export const kind = s.oneOf(kinds)
export const title = s.trimmed({ least: 1, most: 500 })
export const place = s.object({ x: s.number(), y: s.number() })
export const ref = s.object({ kind, id })
export const field = s.object({ kind, id, field: s.string() })
/** The sibling that something shall stand before; null for the last place. */
export const before = s.nullable(id)
