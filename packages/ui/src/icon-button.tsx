import type { ReactNode } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'
import styles from './button.module.css'

export type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** The name of the button, also shown as its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** As `Mod+Z`, shown with the tooltip; listening for it is the screen's affair. */
  readonly shortcut?: string | undefined
  /** For a button that switches something on and off. */
  readonly pressed?: boolean | undefined
}

export function IconButton({ label, shortcut, pressed, className, tone = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} naming>
      <Button
        {...rest}
        tone={tone}
        aria-label={label}
        aria-pressed={pressed ?? rest['aria-pressed']}
        className={classNames(styles.icon, className)}
      />
    </Tooltip>
  )
}
