import type { RecordOf } from '@barycentre/plan'
import { Button, Dialog, Field, Select } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { unplaced } from './canvas-model.ts'
import styles from './dialog-form.module.css'

type MoveObjectiveDialogProps = {
  readonly title: string
  readonly rowKey: string
  readonly columnKey: string
  readonly phases: ReadonlyMap<string, RecordOf<'phase'>>
  readonly functions: ReadonlyMap<string, RecordOf<'function'>>
  readonly onMove: (rowKey: string, columnKey: string) => void
  readonly onClose: () => void
}

/** The same move as by dragging, for those who point or type: from this cell to that. */
export function MoveObjectiveDialog(props: MoveObjectiveDialogProps) {
  const { title, phases, functions, onMove, onClose } = props
  const t = useMessages()
  const form = useId()
  const [columnKey, setColumnKey] = useState(props.columnKey)
  const [rowKey, setRowKey] = useState(props.rowKey)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    onClose()
    onMove(rowKey, columnKey)
  }

  return (
    <Dialog
      title={t('canvas.moveTitle', { title })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('canvas.cancel')}</Button>
          <Button tone="primary" type="submit" form={form}>
            {t('canvas.move')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={handleSubmit}>
        <Field label={t('canvas.phase')} hint={t('canvas.moveHint')}>
          <Select autoFocus value={columnKey} onChange={event => setColumnKey(event.currentTarget.value)}>
            {[...phases.values()].map(phase => (
              <option key={phase.id} value={phase.id}>
                {phase.title || t('canvas.untitledPhase')}
              </option>
            ))}
            <option value={unplaced}>{t('canvas.noPhaseYet')}</option>
          </Select>
        </Field>
        <Field label={t('canvas.function')}>
          <Select value={rowKey} onChange={event => setRowKey(event.currentTarget.value)}>
            {[...functions.values()].map(each => (
              <option key={each.id} value={each.id}>
                {each.title || t('canvas.untitledFunction')}
              </option>
            ))}
            <option value={unplaced}>{t('canvas.noFunctionYet')}</option>
          </Select>
        </Field>
      </form>
    </Dialog>
  )
}
