import { createRecord } from '@barycentre/commands'
import { definitions } from '@barycentre/plan'
import { Button, Combobox, Dialog, Field, TextInput } from '@barycentre/ui'
import { useId, useState, type FormEvent } from 'react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { usePlan } from '../../workspace/index.ts'
import { choicesOf } from './field-choices.ts'
import { useAct } from './use-act.ts'
import styles from './dialog-form.module.css'

type AddFunctionDialogProps = { readonly onAdded: (id: string) => void; readonly onClose: () => void }

/** Suggests the fields of work that missions know and the plan has not taken up; a word of the planners' own is as good. */
export function AddFunctionDialog({ onAdded, onClose }: AddFunctionDialogProps) {
  const t = useMessages()
  const { messages } = useLanguage()
  const act = useAct()
  const form = useId()
  const functions = usePlan(plan => plan.function)
  const [key, setKey] = useState<string | undefined>(undefined)
  const [title, setTitle] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  const taken = new Set([...functions.values()].map(each => each.key))
  const labelOf = (word: string) => {
    const message = `fields.choice.${word}`
    return messages.has(message) ? messages.translate(message) : word
  }
  const suggestions = choicesOf(definitions.function.fields.key).map(word => ({
    value: word,
    label: labelOf(word),
    ...(taken.has(word) && { detail: t('canvas.functionTaken') }),
  }))

  function choose(word: string | undefined) {
    const untouched = title === '' || (key !== undefined && title === labelOf(key))
    setKey(word)
    if (untouched) setTitle(word === undefined ? '' : labelOf(word))
  }
  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (title.trim() === '') return setProblem(t('canvas.titleNeeded'))
    const result = act(createRecord, { kind: 'function', fields: { title: title.trim(), ...(key && { key }) } })
    if (!result.ok) return
    onClose()
    onAdded(result.value)
  }

  return (
    <Dialog
      title={t('canvas.addFunction')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('canvas.cancel')}</Button>
          <Button tone="primary" type="submit" form={form}>
            {t('canvas.addFunction')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={handleSubmit}>
        <Field label={t('canvas.functionKey')} hint={t('canvas.functionKeyHint')}>
          <Combobox
            autoFocus
            choices={
              key !== undefined && !suggestions.some(each => each.value === key)
                ? [{ value: key, label: key }, ...suggestions]
                : suggestions
            }
            value={key}
            onChange={choose}
            onCreate={choose}
          />
        </Field>
        <Field label={t('canvas.functionTitle')} error={problem}>
          <TextInput value={title} onChange={event => setTitle(event.currentTarget.value)} />
        </Field>
      </form>
    </Dialog>
  )
}
