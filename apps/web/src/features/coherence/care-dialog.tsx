import { followUpFinding, waiveFinding } from '@barycentre/commands'
import type { Finding } from '@barycentre/rules'
import { Button, Dialog, Field, TextArea, TextInput } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useMe, today } from '../../workspace/index.ts'
import { useAct } from '../canvas/use-act.ts'
import { findingArgs, type Care } from './care.ts'
import type { CheckWords } from './use-check-words.ts'
import styles from './coherence.module.css'

type CareDialogProps = {
  readonly finding: Finding
  readonly words: CheckWords
  readonly care: Care
  readonly onClose: () => void
}

/** Who sees to a finding; or until when it lies; or why it may stand, and up to which day. */
export function CareDialog({ finding, words, care, onClose }: CareDialogProps) {
  const t = useMessages()
  const act = useAct()
  const me = useMe()
  const formId = useId()
  const [who, setWho] = useState('')
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const now = today()
  const lacksReason = care === 'waive' && reason.trim() === ''
  const lacksWho = care === 'assign' && who.trim() === ''
  const lacksDay = care !== 'assign' && (until === '' || until < now)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (lacksReason || lacksWho || lacksDay) return
    const said = { ...findingArgs(finding), by: me.name, on: now }
    const result =
      care === 'waive'
        ? act(waiveFinding, { ...said, reason, expiresOn: until })
        : act(followUpFinding, {
            ...said,
            ...(care === 'assign' ? { assignedTo: who.trim() } : { parkedUntil: until }),
          })
    if (result.ok) onClose()
  }

  return (
    <Dialog
      title={t(`coherence.${care}Title`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('coherence.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary">
            {t(`coherence.${care}Do`)}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={handleSubmit} noValidate>
        <p className={styles.quote}>{words.sentence(finding)}</p>
        {care === 'assign' && (
          <Field label={t('coherence.who')} error={tried && lacksWho && t('coherence.whoMissing')}>
            <TextInput maxLength={120} value={who} onChange={event => setWho(event.currentTarget.value)} />
          </Field>
        )}
        {care === 'waive' && (
          <Field
            label={t('coherence.reason')}
            hint={t('coherence.reasonHint')}
            error={tried && lacksReason && t('coherence.reasonMissing')}
          >
            <TextArea value={reason} onChange={event => setReason(event.currentTarget.value)} />
          </Field>
        )}
        {care !== 'assign' && (
          <Field label={t('coherence.until')} error={tried && lacksDay && t('coherence.untilMissing')}>
            <TextInput type="date" min={now} value={until} onChange={event => setUntil(event.currentTarget.value)} />
          </Field>
        )}
      </form>
    </Dialog>
  )
}
