import { kinds } from '@barycentre/plan'
import * as z from 'zod/mini'

/** Ids of records: no longer than a reader can bear, never empty. */
export const id = z.string().check(z.minLength(1), z.maxLength(200))
export const kind = z.enum(kinds)
export const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))
export const place = z.object({ x: z.number(), y: z.number() })
export const ref = z.object({ kind, id })
export const field = z.object({ kind, id, field: z.string() })
/** The sibling that something shall stand before; null for the last place. */
export const before = z.nullable(id)
