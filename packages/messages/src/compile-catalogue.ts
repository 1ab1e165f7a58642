import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import type { CompiledMessage, CompiledMessages } from './create-messages.ts'

/**
 * ICU messages → what the runtime reads. It brings a parser of some kilobytes with it, so only builds, tests and the
 * server call it; throws on a message that is not ICU, or that asks for what the runtime does not do, naming its key.
 */
export function compileCatalogue(messages: Readonly<Record<string, string>>): CompiledMessages {
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, compile(key, message)]))
}

function compile(key: string, message: string): CompiledMessage {
  let compiled: ReturnType<typeof compileMessageOrThrow>
  try {
    compiled = compileMessageOrThrow(message)
  } catch (cause) {
    throw new Error(`the message ${key} is not a valid ICU message: ${message}`, { cause })
  }
  for (const [type, forms] of argumentsOf(compiled)) {
    const styled = type === 'number' && forms !== undefined
    const offset = typeof forms === 'object' && forms && 'offset' in forms ? forms.offset : undefined
    if (![undefined, 'select', 'plural', 'number'].includes(type) || styled || offset !== undefined)
      throw new Error(`the message ${key} asks for what createMessages does not do: ${message}`)
  }
  // What is left are the arguments that `CompiledMessage` describes.
  return compiled as CompiledMessage
}

function* argumentsOf(message: unknown): Generator<readonly [type: string | undefined, forms: unknown]> {
  if (!Array.isArray(message)) return
  for (const part of message as unknown[]) {
    if (!Array.isArray(part)) continue
    const [, type, forms] = part as [string, string?, unknown?]
    yield [type, forms]
    if (typeof forms === 'object' && forms) for (const form of Object.values(forms)) yield* argumentsOf(form)
  }
}
