import { readPreference, writePreference } from './preferences.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export function rememberedTheme(): Theme {
  const chosen = readPreference('theme')
  return themes.find(theme => theme === chosen) ?? 'system'
}

/** `system` leaves the choice to `prefers-color-scheme`. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export function rememberTheme(theme: Theme): void {
  writePreference('theme', theme === 'system' ? undefined : theme)
}
