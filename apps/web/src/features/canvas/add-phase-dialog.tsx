import { createRecord } from '@barycentre/commands'
import { definitions } from '@barycentre/plan'
import { Button, Dialog, Field, Select, TextInput } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { choicesOf } from './field-choices.ts'
import { useAct } from './use-act.ts'
import styles from './dialog-form.module.css'

type AddPhaseDialogProps = { readonly onAdded: (id: string) => void; readonly onClose: () => void }

export function AddPhaseDialog({ onAdded, onClose }: AddPhaseDialogProps) {
  const t = useMessages()
  const act = useAct()
  const form = useId()
  const [title, setTitle] = useState('')
  const [kind, setKind] = useState('')
  const [start, setStart] = useState('')
  const [end, setEnd] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (title.trim() === '') return setProblem(t('canvas.titleNeeded'))
    const result = act(createRecord, {
      kind: 'phase',
      fields: {
        title: title.trim(),
        ...(kind && { phaseKind: kind }),
        ...(start && { plannedStart: start }),
        ...(end && { plannedEnd: end }),
      },
    })
    if (!result.ok) return
    onClose()
    onAdded(result.value)
  }

  return (
    <Dialog
      title={t('canvas.addPhase')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('canvas.cancel')}</Button>
          <Button tone="primary" type="submit" form={form}>
            {t('canvas.addPhase')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={handleSubmit}>
        <Field label={t('canvas.phaseTitle')} error={problem}>
          <TextInput autoFocus value={title} onChange={event => setTitle(event.currentTarget.value)} />
        </Field>
        <Field label={t('canvas.phaseKind')}>
          <Select value={kind} onChange={event => setKind(event.currentTarget.value)}>
            <option value="">{t('canvas.notRecorded')}</option>
            {choicesOf(definitions.phase.fields.phaseKind).map(choice => (
              <option key={choice} value={choice}>
                {t(`kinds.choice.${choice}`)}
              </option>
            ))}
          </Select>
        </Field>
        <div className={styles.pair}>
          <Field label={t('canvas.plannedStart')}>
            <TextInput type="date" value={start} onChange={event => setStart(event.currentTarget.value)} />
          </Field>
          <Field label={t('canvas.plannedEnd')}>
            <TextInput type="date" value={end} onChange={event => setEnd(event.currentTarget.value)} />
          </Field>
        </div>
      </form>
    </Dialog>
  )
}
