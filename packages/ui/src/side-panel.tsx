import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'
import { CloseIcon } from './icons.tsx'
import { useWords } from './words.tsx'
import styles from './side-panel.module.css'

type SidePanelProps = {
  readonly title: ReactNode
  /** A quiet line above the title that says what sort of thing it is. */
  readonly kicker?: ReactNode
  /** Buttons beside the way out. */
  readonly actions?: ReactNode
  /** When it changes, the panel shows another thing, and the focus goes to its title. */
  readonly about: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Beside the screen, not over it: both stay usable. Escape inside closes it and leads back to where one came from. */
export function SidePanel({ title, kicker, actions, about, onClose, children }: SidePanelProps) {
  const words = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const panel = useRef<HTMLElement>(null)
  const returnTo = useRef<HTMLElement>(null)
  const titleId = useId()

  useEffect(() => {
    const active = document.activeElement as HTMLElement | null
    if (active && active !== document.body && !panel.current?.contains(active)) returnTo.current = active
    heading.current?.focus({ preventScroll: true })
  }, [about])

  function close() {
    onClose()
    if (returnTo.current?.isConnected) returnTo.current.focus()
  }

  return (
    <aside
      ref={panel}
      className={styles.panel}
      data-about={about}
      aria-labelledby={titleId}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        close()
      }}
    >
      <header className={styles.head}>
        <div className={styles.titles}>
          {kicker && <p className={styles.kicker}>{kicker}</p>}
          <h2 ref={heading} id={titleId} tabIndex={-1} className={styles.title} dir="auto">
            {title}
          </h2>
        </div>
        {actions}
        <IconButton label={words.close} icon={<CloseIcon />} onClick={close} />
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  )
}
