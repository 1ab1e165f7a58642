import { declareNone, setField } from '@barycentre/commands'
import { Button, Dialog, Field, TextArea } from '@barycentre/ui'
import { useState, type FormEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { reasonFieldOf } from './field-state.ts'
import { usePanel } from './panel-context.ts'
import { useCommit } from './use-commit.ts'

/** Says that the field has no value on purpose, and why; null withdraws that. A sentence where it was refused. */
export function useDeclareNone(path: string): (reason: string | null) => string | undefined {
  const { record } = usePanel()
  const commit = useCommit()
  const reasonField = reasonFieldOf(record.kind, path)
  return reason =>
    reasonField === undefined
      ? commit(declareNone, { ...record, field: path, reason })
      : commit(setField, { ...record, field: reasonField, value: reason })
}

type DeclareNoneDialogProps = {
  label: string
  reason: string
  declare: (reason: string) => string | undefined
  onClose: () => void
}

export function DeclareNoneDialog({ label, reason, declare, onClose }: DeclareNoneDialogProps) {
  const t = useMessages()
  const [text, setText] = useState(reason)
  const [error, setError] = useState<string | undefined>(undefined)

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    const refused = text.trim() === '' ? t('record.reasonNeeded') : declare(text.trim())
    if (refused === undefined) onClose()
    else setError(refused)
  }

  return (
    <Dialog
      title={t('record.declareNoneTitle', { label })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('record.cancel')}</Button>
          <Button tone="primary" type="submit" form="declare-none">
            {t('record.declare')}
          </Button>
        </>
      }
    >
      <form id="declare-none" onSubmit={handleSubmit}>
        <Field label={t('record.reason')} hint={t('record.reasonHint')} error={error}>
          <TextArea
            autoFocus
            rows={3}
            maxLength={500}
            value={text}
            onChange={event => {
              setText(event.currentTarget.value)
              setError(undefined)
            }}
          />
        </Field>
      </form>
    </Dialog>
  )
}
