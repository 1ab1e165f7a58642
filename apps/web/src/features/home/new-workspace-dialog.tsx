import { Button, Dialog, Field, TextInput } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { navigate } from '../../shell/location.tsx'
import { api, type Imported, type Problem } from '../../shell/api.ts'
import { useMessages } from '../../shell/language.tsx'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { screenPath } from '../../shell/routes.ts'
import { useSession } from '../../shell/session.tsx'
import { ImportReportDialog } from './import-report-dialog.tsx'
import styles from './new-workspace-dialog.module.css'

const beginnings = ['empty', 'demo', 'file'] as const
type Beginning = (typeof beginnings)[number]

export function NewWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const session = useSession()
  const formId = useId()
  const [name, setName] = useState('')
  const [from, setFrom] = useState<Beginning>('empty')
  const [file, setFile] = useState<File | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<Problem | undefined>(undefined)
  const [imported, setImported] = useState<Imported | undefined>(undefined)

  async function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (busy || name.trim() === '' || (from === 'file' && !file)) return
    setBusy(true)
    setProblem(undefined)
    if (from === 'file' && file) {
      const result = await api.importWorkspace(name.trim(), file)
      if (result.ok) await session.refresh()
      setBusy(false)
      if (result.ok) setImported(result.value)
      else setProblem(result.error)
    } else {
      const result = await api.createWorkspace(name.trim(), from === 'demo' ? 'demo' : 'empty')
      if (result.ok) {
        await session.refresh()
        return navigate(screenPath(result.value.workspace.id, 'canvas'))
      }
      setBusy(false)
      setProblem(result.error)
    }
  }
  function handleFile(chosen: File | undefined) {
    setFile(chosen)
    setProblem(undefined)
    if (chosen && name.trim() === '') setName(chosen.name.replace(/\.json$/i, ''))
  }

  if (imported) return <ImportReportDialog imported={imported} onClose={onClose} />
  return (
    <Dialog
      title={t('home.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('home.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {from === 'file' ? t('home.import') : t('home.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={event => void handleSubmit(event)} noValidate>
        <Field
          label={t('home.name')}
          hint={t('home.nameHint')}
          error={tried && name.trim() === '' && t('home.nameMissing')}
        >
          <TextInput maxLength={120} value={name} onChange={event => setName(event.currentTarget.value)} />
        </Field>
        <fieldset className={styles.choices}>
          <legend className={styles.legend}>{t('home.from')}</legend>
          {beginnings.map(beginning => (
            <label key={beginning} className={styles.choice}>
              <input
                type="radio"
                name="from"
                value={beginning}
                checked={from === beginning}
                onChange={() => {
                  setFrom(beginning)
                  setProblem(undefined)
                }}
              />
              <span className={styles.choiceName}>{t(`home.from.${beginning}`)}</span>
              <span className={styles.detail}>{t(`home.fromDetail.${beginning}`)}</span>
            </label>
          ))}
        </fieldset>
        {from === 'file' && (
          <Field label={t('home.file')} error={tried && !file && t('home.fileMissing')}>
            <TextInput
              type="file"
              accept=".json,application/json"
              onChange={event => handleFile(event.currentTarget.files?.[0])}
            />
          </Field>
        )}
        {problem && <Refusal problem={problem} />}
      </form>
    </Dialog>
  )
}

/** Why nothing was made. A file that is refused says where it went wrong, so that its author can put it right. */
function Refusal({ problem }: { problem: Problem }) {
  const t = useMessages()
  const sentence = useProblemSentence()
  const { path } = problem.facts
  return (
    <div className={styles.refusal} role="alert">
      <p>{sentence(problem)}</p>
      {typeof path === 'string' && path !== '' && (
        <p>
          {t('home.refusedAt')}{' '}
          <span className={styles.path} dir="ltr">
            {path}
          </span>
        </p>
      )}
      {problem.code.startsWith('file-') && <p>{t('home.nothingImported')}</p>}
    </div>
  )
}
