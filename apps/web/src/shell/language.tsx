import { loadMessages } from 'virtual:messages'
import { must } from '@barycentre/kit'
import {
  createMessages,
  direction,
  formatDate,
  formatList,
  formatMoney,
  formatNumber,
  formatRelativeTime,
  compareText,
  type Area,
  type CompiledMessages,
  type DateStyle,
  type Locale,
  type Messages,
  type Translate,
} from '@barycentre/messages'
import { WordsProvider, type Words } from '@barycentre/ui'
import { createContext, use, useContext, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { rememberLocale } from './remembered-locale.ts'

type Language = {
  readonly messages: Messages
  readonly setLocale: (locale: Locale) => Promise<void>
  /** Settles when the areas are there; undefined when they are already. */
  readonly need: (areas: readonly Area[]) => Promise<void> | undefined
}

const LanguageContext = createContext<Language | undefined>(undefined)

/** What the page began with. */
export type FirstMessages = {
  readonly locale: Locale
  readonly areas: readonly Area[]
  readonly compiled: CompiledMessages
}

type Known = FirstMessages & { readonly messages: Messages }

/** Speaks the language that the page began with, until another is chosen; sets `lang` and `dir` of the page. */
export function LanguageProvider({ children, ...first }: FirstMessages & { children: ReactNode }) {
  const [known, setKnown] = useState<Known>(() => ({
    ...first,
    messages: createMessages(first.locale, first.compiled),
  }))
  const coming = useRef(new Map<string, Promise<void>>())

  useLayoutEffect(() => {
    document.documentElement.lang = known.locale
    document.documentElement.dir = direction(known.locale)
  }, [known.locale])

  const language = useMemo<Language>(
    () => ({
      messages: known.messages,
      async setLocale(locale) {
        const compiled = await loadMessages(locale, known.areas)
        setKnown({ locale, areas: known.areas, compiled, messages: createMessages(locale, compiled) })
        rememberLocale(locale)
      },
      need(areas) {
        const lacking = areas.filter(area => !known.areas.includes(area))
        if (lacking.length === 0) return undefined
        const name = `${known.locale} ${lacking.join()}`
        let loading = coming.current.get(name)
        if (loading === undefined) {
          loading = loadMessages(known.locale, lacking).then(
            compiled => setKnown(last => (last.locale === known.locale ? withAreas(last, lacking, compiled) : last)),
            error => {
              // Whoever waits is told; whoever asks again starts anew.
              coming.current.delete(name)
              throw error
            },
          )
          coming.current.set(name, loading)
        }
        return loading
      },
    }),
    [known],
  )
  const words = useMemo(() => wordsOf(known.messages.translate), [known.messages])

  return (
    <LanguageContext value={language}>
      <WordsProvider value={words}>{children}</WordsProvider>
    </LanguageContext>
  )
}

/** Waits (in the `Suspense` around it) until the messages of its areas are there. */
export function WithMessages({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  use(useLanguage().need(areas) ?? there)
  return children
}

/** Says by its `status` that nothing is waited for, so that React draws on at once. */
const there: Promise<void> = Object.assign(Promise.resolve(), { status: 'fulfilled' as const, value: undefined })

function withAreas(known: Known, areas: readonly Area[], more: CompiledMessages): Known {
  const compiled = { ...known.compiled, ...more }
  return {
    locale: known.locale,
    areas: [...new Set([...known.areas, ...areas])],
    compiled,
    messages: createMessages(known.locale, compiled),
  }
}

export function useLanguage(): Language {
  return must(useContext(LanguageContext), 'the app is wrapped in <LanguageProvider>')
}

/** The words of the screen: a key with its values in, a sentence out. */
export function useMessages(): Translate {
  return useLanguage().messages.translate
}

/** Dates, numbers and order in the language of the screen. */
export function useFormat() {
  const { locale } = useLanguage().messages
  return useMemo(
    () => ({
      date: (date: Date | number | string, style?: DateStyle) => formatDate(locale, date, style),
      number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(locale, value, options),
      money: (amount: number, currency?: string) => formatMoney(locale, amount, currency),
      relativeTime: (from: number, to: number) => formatRelativeTime(locale, from, to),
      list: (parts: readonly string[]) => formatList(locale, parts),
      compare: (a: string, b: string) => compareText(locale, a, b),
    }),
    [locale],
  )
}

function wordsOf(t: Translate): Words {
  return {
    close: t('shell.close'),
    clear: t('shell.clear'),
    loading: t('shell.loading'),
    noMatches: t('shell.noMatches'),
    remove: label => t('shell.removeChoice', { label }),
    create: label => t('shell.createChoice', { label }),
    more: count => t('shell.moreChoices', { count }),
  }
}
