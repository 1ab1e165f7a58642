import { getSchema } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { proseExtensions } from './extensions.ts'

/**
 * Part of the handshake for `text/*`: a client with a lower version becomes a reader, since its binding would delete
 * what it does not know, for everybody.
 */
export const PROSE_SCHEMA_VERSION = 1

export const proseSchema: Schema = getSchema(proseExtensions())
