import { loadMessages } from 'virtual:messages'
import { act, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { describe, expect, it } from 'vitest'
import { LanguageProvider, useLanguage, useMessages, WithMessages } from '../../src/shell/language.tsx'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

describe('LanguageProvider', () => {
  it('another language sets the words, the language and the direction of the page', async () => {
    const page = await draw(<Switch />)
    expect(page.textContent).toBe('Sign out')
    await chooseArabic(page)
    expect(page.textContent).toBe('تسجيل الخروج')
    expect(document.documentElement.lang).toBe('ar')
    expect(document.documentElement.dir).toBe('rtl')
  })

  it('a screen waits for its words, and they stay when the language changes', async () => {
    const page = await draw(
      <Suspense fallback="…">
        <WithMessages areas={['people']}>
          <Switch people />
        </WithMessages>
      </Suspense>,
    )
    expect(page.textContent).toBe('…')
    await act(() => loadMessages('en', ['people']))
    expect(page.textContent).toBe('Invitations')
    await chooseArabic(page)
    expect(page.textContent).toBe('الدعوات')
  })
})

function Switch({ people = false }: { people?: boolean }) {
  const t = useMessages()
  const { setLocale } = useLanguage()
  return (
    <button type="button" onClick={() => void setLocale('ar')}>
      {people ? t('people.invitations') : t('shell.signOut')}
    </button>
  )
}

async function draw(content: React.ReactNode): Promise<HTMLElement> {
  const place = document.createElement('div')
  const compiled = await loadMessages('en', ['shell'])
  // Not an async act: that goes on until the words that a screen waits for may have come.
  act(() =>
    createRoot(place).render(
      <LanguageProvider locale="en" areas={['shell']} compiled={compiled}>
        {content}
      </LanguageProvider>,
    ),
  )
  return place
}

/** Waits for the chunks that the page waits for, so that nothing happens behind the test's back. */
async function chooseArabic(page: HTMLElement): Promise<void> {
  await act(async () => {
    page.querySelector('button')?.click()
    await loadMessages('ar')
  })
}
