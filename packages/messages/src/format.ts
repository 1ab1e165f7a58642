import type { Locale } from './locale.ts'

/** A day without a time, `2006-09-01`, as plans record it: it must not shift with the reader's time zone. */
const calendarDate = /^\d{4}-\d{2}-\d{2}$/

const dateStyles = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  longDate: { day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  dateTime: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type DateStyle = keyof typeof dateStyles

/** `date` is a moment (a Date, milliseconds, or ISO text with a time) or a calendar day; text that is neither is given back as it is. */
export function formatDate(locale: Locale, date: Date | number | string, style: DateStyle = 'date'): string {
  const moment = new Date(date)
  if (Number.isNaN(moment.getTime())) return String(date)
  const timeZone = typeof date === 'string' && calendarDate.test(date) ? 'UTC' : undefined
  return dateFormat(locale, style, timeZone).format(moment)
}

export function formatNumber(locale: Locale, value: number, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(locale, options).format(value)
}

/** Whole units of the currency: plans are not accounts. */
export function formatMoney(locale: Locale, amount: number, currency = 'USD'): string {
  return numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    maximumFractionDigits: 0,
  }).format(amount)
}

/** "in 3 days", "2 hours ago": the largest unit that the distance fills. */
export function formatRelativeTime(locale: Locale, from: number, to: number): string {
  const seconds = Math.round((to - from) / 1000)
  const [unit, length] = relativeUnits.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return relativeTimeFormat(locale).format(Math.round(seconds / length), unit)
}

export function formatList(locale: Locale, parts: readonly string[]): string {
  return listFormat(locale).format(parts)
}

/** For sorting what people read; plans keep their own order. */
export function compareText(locale: Locale, a: string, b: string): number {
  return collator(locale).compare(a, b)
}

const relativeUnits: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** Day before month, as the United Nations writes English. */
const tags: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr', ar: 'ar' }

const dateFormat = memoised((locale: Locale, style: DateStyle, timeZone: string | undefined) => {
  return new Intl.DateTimeFormat(tags[locale], timeZone ? { ...dateStyles[style], timeZone } : dateStyles[style])
})
const numberFormat = memoised((locale: Locale, options: Intl.NumberFormatOptions) => {
  return new Intl.NumberFormat(tags[locale], options)
})
const relativeTimeFormat = memoised((locale: Locale) => {
  return new Intl.RelativeTimeFormat(tags[locale], { numeric: 'auto' })
})
const listFormat = memoised((locale: Locale) => new Intl.ListFormat(tags[locale], { type: 'conjunction' }))
const collator = memoised((locale: Locale) => new Intl.Collator(tags[locale], { numeric: true }))

/** Making an Intl formatter costs a hundred times more than using it, and tables use thousands. */
function memoised<Args extends unknown[], Value>(make: (...args: Args) => Value): (...args: Args) => Value {
  const made = new Map<string, Value>()
  return (...args) => {
    const key = JSON.stringify(args)
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(...args)
    made.set(key, value)
    return value
  }
}
