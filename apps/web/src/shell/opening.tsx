import { Spinner } from '@barycentre/ui'
import styles from './page.module.css'

export function Opening() {
  return (
    <div className={styles.opening}>
      <Spinner />
    </div>
  )
}
