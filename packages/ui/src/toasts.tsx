import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { CloseIcon } from './icons.tsx'
import { currentToasts, dismissToast, toastsChanged, type Toast } from './notices.ts'
import { useWords } from './words.tsx'
import styles from './toasts.module.css'

/** Mounted once. In the top layer, so that a dialog does not cover what was said about it. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastsChanged.on, currentToasts)
  const frame = useRef<HTMLDivElement>(null)
  const any = toasts.length > 0

  useLayoutEffect(() => {
    const element = frame.current
    if (!any || !element) return
    // Shown anew for each notice: the last one shown lies on top of dialogs that were opened since.
    element.showPopover()
    return () => element.hidePopover()
  }, [any, toasts])

  return (
    <div ref={frame} popover="manual" className={any ? styles.toasts : undefined}>
      {toasts.map(toast => (
        <ToastBox key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

const readingTime = { neutral: 6_000, caution: 10_000, danger: undefined }

function ToastBox({ toast }: { toast: Toast }) {
  const words = useWords()
  const [held, setHeld] = useState(false)
  const time = toast.action ? 10_000 : readingTime[toast.tone]

  // What went wrong stays until it was read; the rest waits while it is pointed at or has the focus.
  useEffect(() => {
    if (held || toast.tone === 'danger' || time === undefined) return
    const timer = setTimeout(() => dismissToast(toast.id), time)
    return () => clearTimeout(timer)
  }, [held, time, toast.id, toast.tone])

  return (
    <div
      className={classNames(styles.toast, toast.tone !== 'neutral' && styles[toast.tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.action && (
        <Button
          size="small"
          onClick={() => {
            dismissToast(toast.id)
            toast.action?.onSelect()
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton size="small" label={words.close} icon={<CloseIcon />} onClick={() => dismissToast(toast.id)} />
    </div>
  )
}
