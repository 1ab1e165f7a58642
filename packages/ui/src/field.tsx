import { createContext, useContext, useId, type ReactNode } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './field.module.css'

export type FieldProps = {
  readonly label: string
  /** The label is said and not shown, where the place on the screen already shows it. */
  readonly labelHidden?: boolean | undefined
  /** Beside the label: "optional", or a small mark. */
  readonly note?: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  readonly className?: string | undefined
  /** One of the controls of this room; it takes its id and its descriptions from here. */
  readonly children: ReactNode
}

export function Field({ label, labelHidden, note, hint, error, className, children }: FieldProps) {
  const id = useId()
  const hintId = hint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  const labelElement = (
    <label className={styles.label} htmlFor={id} id={`${id}-label`}>
      {label}
      {note && <span className={styles.optional}> {note}</span>}
    </label>
  )
  return (
    <div className={className ? `${styles.field} ${className}` : styles.field}>
      {labelHidden ? <VisuallyHidden>{labelElement}</VisuallyHidden> : labelElement}
      <FieldContext
        value={{ id, describedBy: [errorId, hintId].filter(Boolean).join(' ') || undefined, invalid: Boolean(error) }}
      >
        {children}
      </FieldContext>
      {hint && (
        <div className={styles.hint} id={hintId}>
          {hint}
        </div>
      )}
      {error && (
        <div className={styles.error} id={errorId} role="alert">
          {error}
        </div>
      )}
    </div>
  )
}

type FieldControl = { readonly id: string; readonly describedBy: string | undefined; readonly invalid: boolean }

const FieldContext = createContext<FieldControl | undefined>(undefined)

type ControlAttributes = {
  id?: string | undefined
  'aria-describedby'?: string | undefined
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined
}

/** What a control inside a Field says about itself; outside of one, only what it was given. */
export function useFieldControl(own: ControlAttributes): ControlAttributes {
  const field = useContext(FieldContext)
  if (!field) return {}
  return {
    id: own.id ?? field.id,
    'aria-describedby': [own['aria-describedby'], field.describedBy].filter(Boolean).join(' ') || undefined,
    'aria-invalid': own['aria-invalid'] ?? (field.invalid || undefined),
  }
}
