import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { CloseIcon } from './icons.tsx'
import { useWords } from './words.tsx'
import styles from './dialog.module.css'

export type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  readonly wide?: boolean | undefined
  /** The buttons that end it. */
  readonly footer?: ReactNode
  readonly children?: ReactNode
}

/**
 * Open while it is mounted. The focus goes to what has `autoFocus`, else to the first field of its form, else to its
 * title; the browser holds it inside and gives it back afterwards. A press beside it does not close it: what was typed
 * would be gone by accident.
 */
export function Dialog({ title, onClose, wide, footer, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(false)
  const titleId = useId()
  const words = useWords()

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Only now: nothing can take the focus in a dialog that is not shown, and `autoFocus` asks for it when it is mounted.
    setShown(true)
    return () => element?.close()
  }, [])

  useLayoutEffect(() => {
    if (!shown || content.current?.contains(document.activeElement)) return
    const field = content.current?.querySelector<HTMLElement>('form :is(input, select, textarea):not(:disabled)')
    const target = field ?? heading.current
    target?.focus()
  }, [shown])

  return (
    <dialog
      ref={dialog}
      className={classNames(styles.dialog, wide && styles.wide)}
      aria-labelledby={titleId}
      onCancel={event => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1} className={styles.title} id={titleId}>
          {title}
        </h2>
        <IconButton label={words.close} icon={<CloseIcon />} onClick={onClose} />
      </div>
      <div ref={content} className={styles.content}>
        {shown && (
          <>
            <div className={styles.body}>{children}</div>
            {footer && <div className={styles.foot}>{footer}</div>}
          </>
        )}
      </div>
    </dialog>
  )
}

export type ConfirmDialogProps = {
  readonly title: string
  readonly confirmLabel: string
  readonly cancelLabel: string
  readonly danger?: boolean | undefined
  readonly busy?: boolean | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** A question before something that is hard to take back. The way out has the focus first. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button autoFocus onClick={props.onClose}>
            {props.cancelLabel}
          </Button>
          <Button tone={props.danger ? 'danger' : 'primary'} busy={props.busy} onClick={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  )
}
