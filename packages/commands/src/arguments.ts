import { kinds, type Kind } from '@barycentre/plan'
import * as z from 'zod/mini'

/** Ids of records: no longer than a reader can bear, never empty. */
export const id = z.string().check(z.minLength(1), z.maxLength(200))
export const kind = z.enum(kinds)
/** What bears witness is written by its own commands alone, so that a reservation says why and a waiver has an end. */
const witnesses: ReadonlySet<Kind> = new Set(['endorsement', 'waiver'])
export const draftedKind = z.enum(kinds).check(z.refine(each => !witnesses.has(each)))
export const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))
/** A text of several sentences that must say something. */
export const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(100_000))
export const place = z.object({ x: z.number(), y: z.number() })
export const ref = z.object({ kind, id })
export const field = z.object({ kind: draftedKind, id, field: z.string() })
/** The sibling that something shall stand before; null for the last place. */
export const before = z.nullable(id)
