import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { indexAfter, isRightToLeft, stepFor } from './roving-focus.ts'
import styles from './tabs.module.css'

export type Tab<Id extends string> = {
  readonly id: Id
  readonly label: string
  /** A count or a mark behind the label. */
  readonly badge?: ReactNode
}

type TabsProps<Id extends string> = {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  /** The panel of the selected tab. */
  readonly children: ReactNode
}

export function Tabs<Id extends string>({ label, tabs, selected, onSelect, children }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = stepFor(event.key, { orientation: 'horizontal', rightToLeft: isRightToLeft(event.currentTarget) })
    if (!step) return
    event.preventDefault()
    const current = tabs.findIndex(tab => tab.id === selected)
    const tab = tabs[indexAfter(step, current, tabs.length)]
    if (!tab) return
    onSelect(tab.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(tab.id)}"]`)?.focus()
  }

  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={handleKeyDown}>
        {tabs.map(tab => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === selected}
            aria-controls={tab.id === selected ? `${id}-panel` : undefined}
            tabIndex={tab.id === selected ? 0 : -1}
            className={styles.tab}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
            {tab.badge}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${selected}`}
        tabIndex={0}
        className={styles.panel}
      >
        {children}
      </div>
    </>
  )
}
