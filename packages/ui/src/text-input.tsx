import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { useFieldControl } from './field.tsx'
import styles from './control.module.css'

/** The direction of what is typed is that of its own letters, whatever the language of the screen. */
export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  const field = useFieldControl(rest)
  return <input type="text" dir="auto" {...rest} {...field} className={classNames(styles.control, className)} />
}
