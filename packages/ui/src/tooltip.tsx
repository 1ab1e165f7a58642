import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import { useFloating } from './use-floating.ts'
import styles from './tooltip.module.css'

const showAfter = 450
const hideAfter = 120

type TooltipProps = {
  readonly text: string
  readonly shortcut?: string | undefined
  /** The text is already the name of the child: it is shown, and not read out a second time. */
  readonly naming?: boolean | undefined
  readonly children: ReactNode
}

/** A word about its one child, on hover and on keyboard focus. It may be pointed at, and Escape puts it away (WCAG 1.4.13). */
export function Tooltip({ text, shortcut, naming = false, children }: TooltipProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [shown, setShown] = useState(false)
  const id = useId()

  useEffect(() => () => clearTimeout(timer.current), [])

  // The child is another's element: it is described from outside, so that it needs to know nothing of tooltips.
  useEffect(() => {
    const child = anchor.current?.firstElementChild
    if (!child || naming || !shown) return
    child.setAttribute('aria-describedby', id)
    return () => child.removeAttribute('aria-describedby')
  }, [id, naming, shown])

  function plan(show: boolean, after: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setShown(show), after)
  }
  function hide() {
    clearTimeout(timer.current)
    setShown(false)
  }
  function handlePointerOver(event: PointerEvent) {
    if (event.pointerType !== 'touch') plan(true, showAfter)
  }
  function handleFocus() {
    if (anchor.current?.firstElementChild?.matches(':focus-visible')) plan(true, showAfter)
  }
  function handleKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && shown) event.stopPropagation()
    hide()
  }

  return (
    <span
      ref={anchor}
      className={styles.anchor}
      onPointerOver={handlePointerOver}
      onPointerOut={() => plan(false, hideAfter)}
      onPointerDown={hide}
      onFocus={handleFocus}
      onBlur={hide}
      onKeyDown={handleKeyDown}
    >
      {children}
      {shown && (
        <TooltipBox id={id} anchor={() => anchor.current?.firstElementChild ?? null} onDismiss={hide}>
          <span>{text}</span>
          {shortcut && <Kbd keys={shortcut} />}
        </TooltipBox>
      )}
    </span>
  )
}

function TooltipBox(props: { id: string; anchor: () => Element | null; onDismiss: () => void; children: ReactNode }) {
  const box = useRef<HTMLSpanElement>(null)
  useFloating(box, props.anchor, 'below-center', props.onDismiss)
  return (
    <span
      ref={box}
      id={props.id}
      role="tooltip"
      popover="manual"
      className={styles.tooltip}
      data-with-shortcut={Array.isArray(props.children) && props.children[1] ? '' : undefined}
    >
      {props.children}
    </span>
  )
}
