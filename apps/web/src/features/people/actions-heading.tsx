import { VisuallyHidden } from '@barycentre/ui'
import { useMessages } from '../../shell/language.tsx'
import styles from './people-screen.module.css'

/** The head of the column of buttons, which says nothing to the eye. */
export function ActionsHeading() {
  const t = useMessages()
  return (
    <th scope="col" className={styles.end}>
      <VisuallyHidden>{t('people.actions')}</VisuallyHidden>
    </th>
  )
}
