import { useLayoutEffect, useRef, type ReactNode } from 'react'
import type { Anchor, Placement } from './place-beside.ts'
import { useFloating } from './use-floating.ts'
import styles from './popover.module.css'

type PopoverProps = {
  readonly label: string
  readonly anchor: () => Anchor | null
  readonly placement?: Placement | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A small non-modal box beside its anchor, open while mounted. Focus goes in, Escape and a press outside close it. */
export function Popover({ label, anchor, placement = 'below-start', onClose, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  useFloating(box, anchor, placement, onClose)

  useLayoutEffect(() => {
    const returnTo = document.activeElement as HTMLElement | null
    const element = box.current
    const first = element?.querySelector<HTMLElement>('input, select, textarea, button, [href], [tabindex="0"]')
    const target = first ?? element
    target?.focus()
    return () => {
      if (element?.contains(document.activeElement)) returnTo?.focus()
    }
  }, [])

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      popover="manual"
      className={styles.popover}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      {children}
    </div>
  )
}
