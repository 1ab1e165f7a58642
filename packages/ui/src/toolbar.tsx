import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { indexAfter, isRightToLeft, stepFor } from './roving-focus.ts'
import styles from './toolbar.module.css'

type ToolbarProps = { readonly label: string; readonly className?: string | undefined; readonly children: ReactNode }

const controls = 'button, select, input, [href]'

/** One stop for Tab, arrows inside. Which of the buttons holds the stop is kept on the elements: it is nobody's state. */
export function Toolbar({ label, className, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const all = controlsIn(bar.current)
    if (!all.some(control => control.tabIndex === 0 && !isDisabled(control)))
      hold(
        all,
        all.find(c => !isDisabled(c)),
      )
    else
      hold(
        all,
        all.find(control => control.tabIndex === 0 && !isDisabled(control)),
      )
  })

  function handleFocus(event: FocusEvent) {
    const all = controlsIn(bar.current)
    const focused = all.find(control => control === event.target)
    if (focused) hold(all, focused)
  }
  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    // In a text or a list the arrows already have a meaning.
    if ((event.target as Element).matches('input, select, textarea')) return
    const step = stepFor(event.key, { orientation: 'horizontal', rightToLeft: isRightToLeft(event.currentTarget) })
    if (!step) return
    event.preventDefault()
    const usable = controlsIn(bar.current).filter(control => !isDisabled(control))
    usable[indexAfter(step, usable.indexOf(event.target as HTMLElement), usable.length)]?.focus()
  }

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={classNames(styles.toolbar, className)}
      onFocus={handleFocus}
      onKeyDown={handleKeyDown}
    >
      {children}
    </div>
  )
}

function controlsIn(bar: HTMLElement | null): HTMLElement[] {
  return [...(bar?.querySelectorAll<HTMLElement>(controls) ?? [])].filter(control => !control.closest('[popover]'))
}

function isDisabled(control: HTMLElement): boolean {
  return control.matches(':disabled')
}

function hold(all: HTMLElement[], held: HTMLElement | undefined): void {
  for (const control of all) control.tabIndex = control === held ? 0 : -1
}
