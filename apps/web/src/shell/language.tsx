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
  type CompiledMessages,
  type DateStyle,
  type Locale,
  type Messages,
  type Translate,
} from '@barycentre/messages'
import { WordsProvider, type Words } from '@barycentre/ui'
import { createContext, useContext, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import { rememberLocale } from './remembered-locale.ts'

type Language = { readonly messages: Messages; readonly setLocale: (locale: Locale) => Promise<void> }

const LanguageContext = createContext<Language | undefined>(undefined)

type LanguageProviderProps = { locale: Locale; compiled: CompiledMessages; children: ReactNode }

/** Speaks the language that the page began with, until another is chosen; sets `lang` and `dir` of the page. */
export function LanguageProvider({ locale, compiled, children }: LanguageProviderProps) {
  const [messages, setMessages] = useState(() => createMessages(locale, compiled))

  useLayoutEffect(() => {
    document.documentElement.lang = messages.locale
    document.documentElement.dir = direction(messages.locale)
  }, [messages])

  const language = useMemo<Language>(
    () => ({
      messages,
      async setLocale(next) {
        setMessages(createMessages(next, await loadMessages(next)))
        rememberLocale(next)
      },
    }),
    [messages],
  )
  const words = useMemo(() => wordsOf(messages.translate), [messages])

  return (
    <LanguageContext value={language}>
      <WordsProvider value={words}>{children}</WordsProvider>
    </LanguageContext>
  )
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
