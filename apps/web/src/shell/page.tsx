import { classNames } from '@barycentre/ui'
import { useEffect, useRef, type ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'
import { LanguageMenu, ThemeMenu } from './appearance-menus.tsx'
import { useMessages } from './language.tsx'
import { Link, usePath } from './location.tsx'
import { PersonMenu } from './person-menu.tsx'
import styles from './page.module.css'

type PageProps = {
  readonly title: string
  /** For one question or one form. */
  readonly narrow?: boolean | undefined
  readonly children: ReactNode
}

/** A page outside of a workspace. */
export function Page({ title, narrow, children }: PageProps) {
  const t = useMessages()
  useDocumentTitle(title)
  return (
    <div className={styles.page}>
      <SkipLink />
      <header className={styles.bar}>
        <Link href="/" className={styles.brand}>
          <BrandMark />
          {t('shell.name')}
        </Link>
        <div className={styles.settings}>
          <LanguageMenu />
          <ThemeMenu />
          <PersonMenu />
        </div>
      </header>
      <Main className={classNames(styles.main, narrow && styles.narrow)} label={title}>
        {children}
      </Main>
    </div>
  )
}

export function PageHeading({ children }: { children: ReactNode }) {
  return (
    <h1 className={styles.heading}>
      <bdi>{children}</bdi>
    </h1>
  )
}

/** First stop of the Tab key: past the header, to what the page is about. */
export function SkipLink() {
  const t = useMessages()
  return (
    <a
      className={styles.skip}
      href="#main"
      onClick={event => {
        // The address stays that of the screen.
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
    >
      {t('shell.skip')}
    </a>
  )
}

type MainProps = { readonly label: string; readonly className?: string; readonly children: ReactNode }

/** Takes the focus when the address comes to be another, as a newly loaded page would; not when the page loads first. */
export function Main({ label, className, children }: MainProps) {
  const path = usePath()
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    // A field that the new page has given the focus knows better.
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [path])
  return (
    <main ref={main} id="main" tabIndex={-1} className={className} aria-label={label}>
      {children}
    </main>
  )
}

export function useDocumentTitle(...parts: readonly string[]): void {
  const t = useMessages()
  const title = [...parts, t('shell.name')].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
