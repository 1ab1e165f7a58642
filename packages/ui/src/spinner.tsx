import { useWords } from './words.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'
import styles from './spinner.module.css'

export function Spinner({ label }: { label?: string | undefined }) {
  const words = useWords()
  return (
    <span role="status">
      <span className={styles.spinner} />
      <VisuallyHidden>{label ?? words.loading}</VisuallyHidden>
    </span>
  )
}
