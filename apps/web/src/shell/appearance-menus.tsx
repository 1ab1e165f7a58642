import { localeNames, locales } from '@barycentre/messages'
import { MenuButton, showToast } from '@barycentre/ui'
import { Languages, SunMoon } from 'lucide-react'
import { useState } from 'react'
import { useLanguage, useMessages } from './language.tsx'
import { applyTheme, rememberedTheme, rememberTheme, themes, type Theme } from './theme.ts'

export function LanguageMenu() {
  const t = useMessages()
  const { messages, setLocale } = useLanguage()

  async function choose(locale: (typeof locales)[number]) {
    try {
      await setLocale(locale)
    } catch {
      // The chunk of the language could not be fetched; the page goes on in the language that it has.
      showToast(t('shell.languageUnreachable', { language: localeNames[locale] }), { tone: 'caution' })
    }
  }

  return (
    <MenuButton
      iconOnly
      label={t('shell.language')}
      icon={<Languages size={18} />}
      placement="below-end"
      entries={locales.map(locale => ({
        label: localeNames[locale],
        lang: locale,
        chosen: locale === messages.locale,
        onSelect: () => void choose(locale),
      }))}
    />
  )
}

export function ThemeMenu() {
  const t = useMessages()
  const [theme, setTheme] = useState(rememberedTheme)

  function choose(next: Theme) {
    setTheme(next)
    applyTheme(next)
    rememberTheme(next)
  }

  return (
    <MenuButton
      iconOnly
      label={t('shell.theme')}
      icon={<SunMoon size={18} />}
      placement="below-end"
      entries={themes.map(name => ({
        label: t(`shell.theme.${name}`),
        chosen: name === theme,
        onSelect: () => choose(name),
      }))}
    />
  )
}
