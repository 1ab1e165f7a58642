import { setupI18n, type Messages as LinguiMessages } from '@lingui/core'
import type { Locale } from './locale.ts'
import type { MessageKey } from './message-key.ts'

/** What `compileCatalogue` makes of a language's catalogues. */
export type CompiledMessages = LinguiMessages

export type MessageValues = Readonly<Record<string, string | number | Date>>

export type Translate = (key: MessageKey, values?: MessageValues) => string

export type Messages = {
  readonly locale: Locale
  readonly translate: Translate
  /** For keys that are built from a code that came from elsewhere and may be newer than this build. */
  readonly has: (key: string) => key is MessageKey
}

export function createMessages(locale: Locale, compiled: CompiledMessages): Messages {
  const i18n = setupI18n({ locale, messages: { [locale]: compiled } })
  return {
    locale,
    translate: (key, values) => i18n._(key, values),
    has: (key): key is MessageKey => Object.hasOwn(compiled, key),
  }
}
