import { formatNumber } from './format.ts'
import type { Locale } from './locale.ts'
import type { MessageKey } from './message-key.ts'

/**
 * What `compileCatalogue` makes of a message: the sentence itself, or its parts in a row. A part is text or an argument;
 * `#` within the forms of a plural is the number that chose among them.
 */
export type CompiledMessage = string | readonly Part[]
type Part = string | readonly [name: string, type?: string, forms?: Forms]
type Forms = { readonly [form: string]: CompiledMessage }

export type CompiledMessages = { readonly [key: string]: CompiledMessage }

export type MessageValues = Readonly<Record<string, string | number | Date>>

export type Translate = (key: MessageKey, values?: MessageValues) => string

export type Messages = {
  readonly locale: Locale
  readonly translate: Translate
  /** For keys that are built from a code that came from elsewhere and may be newer than this build. */
  readonly has: (key: string) => key is MessageKey
}

export function createMessages(locale: Locale, compiled: CompiledMessages): Messages {
  const rules = new Intl.PluralRules(locale)

  function write(message: CompiledMessage, values: MessageValues, number?: string): string {
    if (typeof message === 'string') return message
    return message.map(part => (part === '#' ? (number ?? part) : writePart(part, values, number))).join('')
  }

  function writePart(part: Part, values: MessageValues, number?: string): string {
    if (typeof part === 'string') return part
    const [name, type, forms] = part
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    switch (type) {
      case undefined:
        return value === undefined ? '' : String(value)
      case 'number':
        return formatNumber(locale, Number(value))
      case 'select':
        return write(formOf(forms, String(value)), values, number)
      case 'plural': {
        const exact = formOf(forms, String(value), rules.select(Number(value)))
        return write(exact, values, formatNumber(locale, Number(value)))
      }
      default:
        throw new Error(`Messages have no arguments of the type ${type}`)
    }
  }

  return {
    locale,
    translate: (key, values = {}) => write(compiled[key] ?? key, values),
    has: (key): key is MessageKey => Object.hasOwn(compiled, key),
  }
}

/** The first of these forms that there is, else that for all others. */
function formOf(forms: Forms = {}, ...wanted: readonly string[]): CompiledMessage {
  const form = wanted.find(form => Object.hasOwn(forms, form)) ?? 'other'
  return forms[form] ?? ''
}
