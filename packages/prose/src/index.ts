export { proseExtensions } from './extensions.ts'
export { isPlain, plainTextOf, proseFromPlainText } from './plain-text.ts'
export type { ProseDocument, ProseMark, ProseNode } from './prose-node.ts'
export { proseSchema, PROSE_SCHEMA_VERSION } from './schema.ts'
