import { getSchema } from '@tiptap/core'
import type { Schema } from '@tiptap/pm/model'
import { proseExtensions } from './extensions.ts'

export const proseSchema: Schema = getSchema(proseExtensions())
