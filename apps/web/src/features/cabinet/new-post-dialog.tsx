import { Button, Dialog, Field, Select, TextInput } from '@barycentre/ui'
import { useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { postKinds, type PostKind } from './kind-icon.tsx'
import styles from './dialogs.module.css'

type NewPostDialogProps = {
  readonly kind: PostKind
  /** Whom it will report to, by name. */
  readonly superior: string | undefined
  readonly onCreate: (title: string, kind: PostKind) => void
  readonly onClose: () => void
}

/** Names a new post where there is no chart to write it on. */
export function NewPostDialog({ superior, onCreate, onClose, ...given }: NewPostDialogProps) {
  const t = useMessages()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState(given.kind)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (title.trim() !== '') onCreate(title.trim(), kind)
  }

  return (
    <Dialog
      title={superior === undefined ? t('cabinet.newTitle') : t('cabinet.newReportTitle', { superior })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cabinet.cancel')}</Button>
          <Button tone="primary" type="submit" form="cabinet-new-post" disabled={title.trim() === ''}>
            {t('cabinet.create')}
          </Button>
        </>
      }
    >
      <form id="cabinet-new-post" className={styles.form} onSubmit={handleSubmit}>
        <Field label={t('cabinet.nameOfNew')}>
          <TextInput autoFocus value={title} onChange={event => setTitle(event.currentTarget.value)} />
        </Field>
        <Field label={t('cabinet.kindHeading')}>
          <Select value={kind} onChange={event => setKind(event.currentTarget.value as PostKind)}>
            {postKinds.map(each => (
              <option key={each} value={each}>
                {t(`cabinet.kind.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
      </form>
    </Dialog>
  )
}
