declare module 'virtual:messages' {
  import type { CompiledMessages, Locale } from '@barycentre/messages'
  /** A language's compiled messages; each language is a chunk of its own. */
  export function loadMessages(locale: Locale): Promise<CompiledMessages>
}
