declare module 'virtual:messages' {
  import type { Area, CompiledMessages, Locale } from '@barycentre/messages'
  /** The compiled messages of some areas in a language, or of all; each comes as a chunk of its own. */
  export function loadMessages(locale: Locale, areas?: readonly Area[]): Promise<CompiledMessages>
}
