import { existsSync, readFileSync } from 'node:fs'
import type { Locale } from '@barycentre/messages'

/**
 * What the checks say in a language, as it is written; empty where nobody has written it. The build puts the words in
 * this module's place (vite.config.ts), so that what is delivered needs no catalogue beside it.
 */
export function readCheckMessages(locale: Locale): Readonly<Record<string, string>> {
  const file = new URL(import.meta.resolve(`@barycentre/messages/catalogues/${locale}/checks.json`))
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
}
