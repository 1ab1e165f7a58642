import type { ComponentProps, MouseEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import styles from './button.module.css'

export type ButtonLook = {
  readonly tone?: 'normal' | 'primary' | 'quiet' | 'danger' | undefined
  readonly size?: 'normal' | 'small' | undefined
}

export type ButtonProps = ComponentProps<'button'> &
  ButtonLook & {
    readonly icon?: ReactNode
    /** Something that this button began is under way: it keeps its focus and its place, and takes no second press. */
    readonly busy?: boolean | undefined
  }

export function Button({ tone, size, icon, busy, className, children, onClick, ...rest }: ButtonProps) {
  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    // Only `disabled` stops a submit by itself, and `disabled` would drop the focus.
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || rest['aria-disabled']}
      className={classNames(buttonClass({ tone, size }), className)}
      onClick={handleClick}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

/** The look of a button for a link that leads somewhere. */
export function buttonClass({ tone = 'normal', size = 'normal' }: ButtonLook = {}): string {
  return classNames(styles.button, styles[tone], size === 'small' && styles.small)
}
