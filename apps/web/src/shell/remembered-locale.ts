import { chooseLocale, isLocale, type Locale } from '@barycentre/messages'
import { readPreference, writePreference } from './preferences.ts'

/** The language chosen on this device, or else the first of the browser's that the screens speak. */
export function rememberedLocale(): Locale {
  const chosen = readPreference('language')
  return isLocale(chosen) ? chosen : chooseLocale(navigator.languages)
}

export function rememberLocale(locale: Locale): void {
  writePreference('language', locale)
}
