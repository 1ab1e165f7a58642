import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import type { CompiledMessages } from './create-messages.ts'

/**
 * ICU messages → what the runtime reads. It brings a parser of some kilobytes with it, so only builds, tests and the
 * server call it; throws on a message that is not ICU, naming its key.
 */
export function compileCatalogue(messages: Readonly<Record<string, string>>): CompiledMessages {
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, compile(key, message)]))
}

function compile(key: string, message: string) {
  try {
    return compileMessageOrThrow(message)
  } catch (cause) {
    throw new Error(`the message ${key} is not a valid ICU message: ${message}`, { cause })
  }
}
