import { Button, Dialog } from '@barycentre/ui'
import { navigate } from '../../shell/location.tsx'
import type { Imported } from '../../shell/api.ts'
import { useMessages } from '../../shell/language.tsx'
import { useNoteSentence } from '../../shell/problem-sentence.ts'
import { screenPath } from '../../shell/routes.ts'
import styles from './new-workspace-dialog.module.css'

/** What came in, and what the import noticed on the way. */
export function ImportReportDialog({ imported, onClose }: { imported: Imported; onClose: () => void }) {
  const t = useMessages()
  const noteSentence = useNoteSentence()
  const { workspace, report } = imported
  return (
    <Dialog
      title={t('home.imported', { name: workspace.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('home.later')}</Button>
          <Button autoFocus tone="primary" onClick={() => navigate(screenPath(workspace.id, 'canvas'))}>
            {t('home.openNow')}
          </Button>
        </>
      }
    >
      <p>{t('home.importedRecords', { count: report.records })}</p>
      {report.notes.length > 0 && (
        <>
          <p>{t('home.importedNotes', { count: report.notes.length })}</p>
          {/* Long lists are scrolled with the keyboard too. */}
          <ul className={styles.notes} tabIndex={0} aria-label={t('home.notes')}>
            {report.notes.map(note => (
              <li key={`${note.code} ${note.path}`}>
                <p>{noteSentence(note)}</p>
                <p className={styles.path} dir="ltr">
                  {note.path}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
