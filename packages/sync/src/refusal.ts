import type { Json } from '@barycentre/kit'

/**
 * Why an update was not taken.
 * - `read-only`: this session may read only.
 * - `schema-too-old`: this client knows an older layout than the document has, and could erase what it does not know.
 * - `malformed`: not an update of Yjs, or one that cannot be applied.
 * - `gap`: it builds on something that the server does not have; the server asks for what is missing.
 * - `foreign-author`: it writes under a Yjs client id that is somebody else's.
 * - `document-full`: the document would grow beyond its limit (`limit`, bytes).
 * - `storage`: it could not be kept.
 */
export type RefusalCode =
  'read-only' | 'schema-too-old' | 'malformed' | 'gap' | 'foreign-author' | 'document-full' | 'storage'

export type RefusalFacts = { readonly [name: string]: Json }

export interface UpdateRefusal {
  readonly code: RefusalCode
  readonly facts: RefusalFacts
}

/** What a session may do with its document. Decided by whoever lets it in; on a change, close it and let it come again. */
export type Access = { readonly write: true } | ({ readonly write: false } & UpdateRefusal)

const codes: ReadonlySet<string> = new Set<RefusalCode>([
  'read-only',
  'schema-too-old',
  'malformed',
  'gap',
  'foreign-author',
  'document-full',
  'storage',
])

export function isRefusalCode(code: string): code is RefusalCode {
  return codes.has(code)
}
