import { unreachable } from '@barycentre/kit'
import type { Holds } from '@barycentre/plan'
import { Combobox, Field, IconButton, Select, TextArea, TextInput } from '@barycentre/ui'
import { ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat, useLanguage, useMessages } from '../../shell/language.tsx'
import { useOpenRecord } from '../../shell/routes.ts'
import { choiceLabel } from './labels.ts'
import { usePanel } from './panel-context.ts'
import { parseNumber } from './parse-number.ts'
import { useCheckedText } from './use-checked-text.ts'
import { directionOf } from './prose-field.tsx'
import { tell } from './use-commit.ts'
import { useRecordChoices, useWordChoices } from './use-choices.ts'
import styles from './record-panel.module.css'

export type RegisterControlProps = {
  /** The path of the field, or of the property of an item, within the kind: it names labels and choices. */
  readonly path: string
  readonly holds: Holds
  readonly label: string
  readonly note?: ReactNode
  readonly value: unknown
  /** Writes the value, or takes it away where it is null; a sentence where that is refused. */
  readonly commit: (value: unknown) => string | undefined
  readonly autoFocus?: boolean | undefined
}

/** One value of a record, by what it holds. */
export function RegisterControl(props: RegisterControlProps) {
  const { holds } = props
  switch (holds.as) {
    case 'line':
      return <LineControl {...props} />
    case 'date':
      return <DateControl {...props} />
    case 'number':
      return <NumberControl {...props} holds={holds} />
    case 'yes-no':
      return <YesNoControl {...props} />
    case 'choice':
      return holds.open ? (
        <OpenChoiceControl {...props} choices={holds.choices} />
      ) : (
        <ChoiceControl {...props} choices={holds.choices} />
      )
    case 'reference':
      return <ReferenceControl {...props} to={holds.to} />
    case 'place':
      // A place on the chart is set by moving the node there; two bare figures would help nobody.
      return null
    default:
      return unreachable(holds)
  }
}

/** One line that is shown whole: a title of twenty words breaks on the screen, and never holds a line break. */
function LineControl({ label, note, value, commit, autoFocus }: RegisterControlProps) {
  const t = useMessages()
  const { canWrite } = usePanel()
  const { error, props } = useCheckedText(textOf(value), {
    commit(typed) {
      const text = typed.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim()
      return commit(text === '' ? null : text)
    },
  })
  return (
    <Field label={label} note={note} error={error} className={styles.field}>
      <TextArea
        {...props}
        rows={1}
        dir={directionOf(props.value)}
        readOnly={!canWrite}
        autoFocus={autoFocus}
        placeholder={t('shell.notRecorded')}
      />
    </Field>
  )
}

function DateControl({ label, note, value, commit, autoFocus }: RegisterControlProps) {
  const t = useMessages()
  const { canWrite } = usePanel()
  const { error, props } = useCheckedText(textOf(value), {
    commit: text => commit(text === '' ? null : text),
    unreadable: t('record.invalidDate'),
  })
  return (
    <Field label={label} note={note} error={error} className={styles.field}>
      <TextInput
        {...props}
        type="date"
        max="9999-12-31"
        data-empty={props.value === '' ? '' : undefined}
        readOnly={!canWrite}
        autoFocus={autoFocus}
      />
    </Field>
  )
}

function NumberControl(props: RegisterControlProps & { holds: Extract<Holds, { as: 'number' }> }) {
  const { label, note, value, commit, holds, autoFocus } = props
  const t = useMessages()
  const format = useFormat()
  const { locale } = useLanguage().messages
  const { canWrite } = usePanel()
  const recorded = typeof value === 'number' ? format.number(value, { maximumFractionDigits: 20 }) : ''
  const checked = useCheckedText(recorded, {
    commit(text) {
      if (text.trim() === '') return commit(null)
      const number = parseNumber(text, locale)
      if (number === undefined) return t('record.invalidNumber')
      if (number < (holds.min ?? -Infinity)) return t('record.tooSmall', { least: format.number(holds.min ?? 0) })
      if (number > (holds.max ?? Infinity)) return t('record.tooLarge', { most: format.number(holds.max ?? 0) })
      return commit(number)
    },
  })
  return (
    <Field label={label} note={note} error={checked.error} className={styles.field}>
      <span className={styles.withUnit}>
        <TextInput
          {...checked.props}
          inputMode="decimal"
          dir={directionOf(checked.props.value)}
          readOnly={!canWrite}
          autoFocus={autoFocus}
          placeholder={t('shell.notRecorded')}
        />
        {holds.unit && holds.unit !== 'rank' && holds.unit !== 'level' && (
          <span className={styles.unit}>{t(`record.unit.${holds.unit}`)}</span>
        )}
      </span>
    </Field>
  )
}

/** Three states: not recorded is never a quiet "no". */
function YesNoControl({ label, note, value, commit }: RegisterControlProps) {
  const t = useMessages()
  const { canWrite } = usePanel()
  const chosen = value === true ? 'yes' : value === false ? 'no' : ''
  return (
    <Field label={label} note={note} className={styles.field}>
      <Select
        value={chosen}
        disabled={!canWrite}
        data-empty={chosen === '' ? '' : undefined}
        onChange={event => tell(commit(event.currentTarget.value === '' ? null : event.currentTarget.value === 'yes'))}
      >
        <option value="">{t('shell.notRecorded')}</option>
        <option value="yes">{t('record.yes')}</option>
        <option value="no">{t('record.no')}</option>
      </Select>
    </Field>
  )
}

function ChoiceControl({
  path,
  label,
  note,
  value,
  commit,
  choices,
}: RegisterControlProps & { choices: readonly string[] }) {
  const t = useMessages()
  const { messages } = useLanguage()
  const { record, canWrite } = usePanel()
  const chosen = textOf(value)
  return (
    <Field label={label} note={note} className={styles.field}>
      <Select
        value={chosen}
        disabled={!canWrite}
        data-empty={chosen === '' ? '' : undefined}
        onChange={event => tell(commit(event.currentTarget.value === '' ? null : event.currentTarget.value))}
      >
        <option value="">{t('shell.notRecorded')}</option>
        {choices.map(choice => (
          <option key={choice} value={choice}>
            {choiceLabel(messages, record.kind, path, choice)}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** The known words are suggestions: form follows function, and the planners' own word counts as much. */
function OpenChoiceControl(props: RegisterControlProps & { choices: readonly string[] }) {
  const { path, label, note, value, commit, choices } = props
  const t = useMessages()
  const { canWrite } = usePanel()
  const chosen = textOf(value)
  const options = useWordChoices(path, choices, chosen === '' ? [] : [chosen])
  return (
    <Field label={label} note={note} className={styles.field}>
      <Combobox
        choices={options}
        value={chosen === '' ? undefined : chosen}
        disabled={!canWrite}
        placeholder={t('shell.notRecorded')}
        onChange={next => tell(commit(next ?? null))}
        onCreate={next => tell(commit(next))}
      />
    </Field>
  )
}

function ReferenceControl(props: RegisterControlProps & { to: Extract<Holds, { as: 'reference' }>['to'] }) {
  const { label, note, value, commit, to } = props
  const t = useMessages()
  const { plan, canWrite } = usePanel()
  const open = useOpenRecord()
  const chosen = textOf(value)
  const choices = useRecordChoices(to, chosen === '' ? [] : [chosen])
  const kind = to.find(kind => plan[kind].has(chosen))
  return (
    <Field label={label} note={note} className={styles.field}>
      <span className={styles.withUnit}>
        <Combobox
          choices={choices}
          value={chosen === '' ? undefined : chosen}
          disabled={!canWrite}
          placeholder={t('shell.notRecorded')}
          onChange={next => tell(commit(next ?? null))}
        />
        {kind && (
          <IconButton
            size="small"
            label={t('record.open', { label })}
            icon={<ArrowUpRight size={14} className="mirrored" />}
            onClick={() => open({ kind, id: chosen })}
          />
        )}
      </span>
    </Field>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
