import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { useFieldControl } from './field.tsx'
import { ChevronDownIcon } from './icons.tsx'
import styles from './control.module.css'

/** The platform's own list: best on a phone, with a screen reader, and in every language. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  const field = useFieldControl(rest)
  return (
    <span className={styles.selectFrame}>
      <select {...rest} {...field} className={classNames(styles.control, styles.select, className)}>
        {children}
      </select>
      <ChevronDownIcon />
    </span>
  )
}
