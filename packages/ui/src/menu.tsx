import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { CheckIcon } from './icons.tsx'
import { Kbd } from './kbd.tsx'
import type { Anchor, Placement } from './place-beside.ts'
import { indexAfter, stepFor } from './roving-focus.ts'
import { useFloating } from './use-floating.ts'
import styles from './menu.module.css'

export type MenuItem = {
  readonly label: string
  readonly onSelect: () => void
  readonly icon?: ReactNode
  readonly detail?: string | undefined
  readonly shortcut?: string | undefined
  readonly disabled?: boolean | undefined
  readonly danger?: boolean | undefined
  /** Given: one of several choices, of which this is the present one or not. */
  readonly chosen?: boolean | undefined
  /** The language of the label where it is not that of the screen. */
  readonly lang?: string | undefined
}

export type MenuEntry = MenuItem | 'separator' | { readonly heading: string }

export type MenuProps = {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly anchor: () => Anchor | null
  readonly placement?: Placement | undefined
  /** Also called after a choice. */
  readonly onClose: () => void
}

/** The open menu itself; it takes the focus when it is mounted and gives it back when it closes. */
export function Menu({ label, entries, anchor, placement = 'below-start', onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  const returnTo = useRef<HTMLElement>(null)
  const typed = useRef({ text: '', at: 0 })
  useFloating(menu, anchor, placement, onClose)

  useLayoutEffect(() => {
    returnTo.current = document.activeElement as HTMLElement | null
    const chosen = menu.current?.querySelector<HTMLElement>('[aria-checked="true"]')
    const target = chosen ?? itemsIn(menu.current)[0] ?? menu.current
    target?.focus()
  }, [])

  function close() {
    returnTo.current?.focus()
    onClose()
  }
  function choose(item: MenuItem) {
    if (item.disabled) return
    // Focus goes back first, so that what the choice opens finds the right place to return to.
    close()
    item.onSelect()
  }
  function handleKeyDown(event: KeyboardEvent) {
    // A menu lives inside what it belongs to: its keys are not shortcuts of the screen around it.
    event.stopPropagation()
    const items = itemsIn(menu.current)
    const current = items.indexOf(document.activeElement as HTMLElement)
    const step = stepFor(event.key, { orientation: 'vertical', rightToLeft: false })
    if (step) {
      event.preventDefault()
      items[indexAfter(step, current, items.length)]?.focus()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab') {
      close()
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      focusByText(items, current, event.key, event.timeStamp)
    }
  }
  function focusByText(items: HTMLElement[], current: number, key: string, at: number) {
    const text = at - typed.current.at < 700 ? typed.current.text + key : key
    typed.current = { text, at }
    const from = text.length === 1 ? current + 1 : Math.max(current, 0)
    const inOrder = [...items.slice(from), ...items.slice(0, from)]
    const wanted = text.toLocaleLowerCase()
    inOrder.find(item => item.dataset.label?.toLocaleLowerCase().startsWith(wanted))?.focus()
  }

  return (
    <div
      ref={menu}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      popover="manual"
      className={styles.menu}
      onKeyDown={handleKeyDown}
      onContextMenu={event => event.preventDefault()}
    >
      {entries.map((entry, index) => {
        if (entry === 'separator') return <hr key={index} className={styles.separator} />
        if ('heading' in entry) {
          return (
            <div key={index} role="presentation" className={styles.heading}>
              {entry.heading}
            </div>
          )
        }
        return <MenuButtonItem key={index} item={entry} onChoose={() => choose(entry)} />
      })}
    </div>
  )
}

function MenuButtonItem({ item, onChoose }: { item: MenuItem; onChoose: () => void }) {
  return (
    <button
      type="button"
      role={item.chosen === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={item.chosen}
      aria-disabled={item.disabled}
      tabIndex={-1}
      lang={item.lang}
      data-label={item.label}
      className={classNames(styles.item, item.danger && styles.danger)}
      onClick={onChoose}
      onPointerMove={event => event.currentTarget.focus({ preventScroll: true })}
    >
      {(item.icon || item.chosen !== undefined) && (
        <span className={styles.mark}>{item.chosen ? <CheckIcon /> : item.icon}</span>
      )}
      <span className={styles.text}>
        {item.label}
        {item.detail && <span className={styles.detail}>{item.detail}</span>}
      </span>
      {item.shortcut && (
        <span className={styles.shortcut}>
          <Kbd keys={item.shortcut} />
        </span>
      )}
    </button>
  )
}

export type MenuButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & {
  /** The name of the menu; shown as the button's text unless there is only an icon, then as its tooltip. */
  readonly label: string
  readonly entries: readonly MenuEntry[]
  readonly placement?: Placement | undefined
  readonly iconOnly?: boolean | undefined
  readonly children?: ReactNode
}

/** A button that opens a menu: by press, Enter, Space, or the arrow that points to it. */
export function MenuButton({ label, entries, placement, iconOnly, children, ...rest }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const props = {
    ...rest,
    ref: button,
    id: rest.id ?? id,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    onClick: () => setOpen(!open),
    onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      setOpen(true)
    },
  }
  return (
    <>
      {iconOnly ? (
        <IconButton {...props} label={label} icon={rest.icon} />
      ) : (
        // What is seen names the button, so that who speaks to it may say what they see.
        <Button {...props} title={children ? label : undefined}>
          {children ?? label}
        </Button>
      )}
      {open && (
        <Menu
          label={label}
          entries={entries}
          anchor={() => button.current}
          placement={placement}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

/**
 * The same entries under the right button, the menu key, Shift+F10 and a long press. Spread `props` on the element and
 * render `menu` beside it.
 */
export function useContextMenu(label: string, entries: () => readonly MenuEntry[]) {
  const [at, setAt] = useState<{ anchor: Anchor; entries: readonly MenuEntry[] } | undefined>(undefined)
  return {
    props: {
      onContextMenu(event: MouseEvent<HTMLElement>) {
        event.preventDefault()
        event.stopPropagation()
        // The menu key has no place of its own: browsers report a corner or nothing.
        const byKeyboard = event.button !== 2 && event.clientX === 0 && event.clientY === 0
        setAt({ anchor: byKeyboard ? event.currentTarget : { x: event.clientX, y: event.clientY }, entries: entries() })
      },
    },
    menu: at && <Menu label={label} entries={at.entries} anchor={() => at.anchor} onClose={() => setAt(undefined)} />,
  }
}

function itemsIn(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]
}
