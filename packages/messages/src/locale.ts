/** The languages of the screens now; each has a folder of catalogues. */
export const locales = ['en', 'fr', 'ar'] as const

export type Locale = (typeof locales)[number]

export type Direction = 'ltr' | 'rtl'

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale)
}

export function direction(locale: Locale): Direction {
  return locale === 'ar' ? 'rtl' : 'ltr'
}

/** Each language by its own name, as a reader of it looks for it in a menu. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français', ar: 'العربية' }

/** The first of the wanted languages that the screens speak; English when none is. */
export function chooseLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0]
    if (isLocale(language)) return language
  }
  return 'en'
}
