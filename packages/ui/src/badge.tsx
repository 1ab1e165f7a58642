import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './badge.module.css'

type BadgeProps = {
  readonly tone?: 'neutral' | 'accent' | 'caution' | 'danger' | 'positive' | undefined
  /** Whose it is: takes the colours of the group in place of a tone. */
  readonly group?: string | undefined
  readonly icon?: ReactNode
  readonly children: ReactNode
}

/** A short word that says its meaning by itself; the colour only helps to find it again. */
export function Badge({ tone = 'neutral', group, icon, children }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, tone !== 'neutral' && styles[tone])} data-group={group}>
      {icon}
      {children}
    </span>
  )
}
