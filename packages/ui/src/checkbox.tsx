import { useId, type ComponentProps, type ReactNode } from 'react'
import styles from './control.module.css'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & { readonly label: ReactNode; readonly hint?: ReactNode }

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const id = useId()
  return (
    <label className={className ? `${styles.checkbox} ${className}` : styles.checkbox}>
      <input {...rest} type="checkbox" aria-describedby={hint ? id : undefined} />
      <span className={styles.checkboxText}>
        {label}
        {hint && (
          <span className={styles.checkboxHint} id={id}>
            {hint}
          </span>
        )}
      </span>
    </label>
  )
}
