import { setField, setMembers, writeProse } from '@barycentre/commands'
import { unreachable } from '@barycentre/kit'
import type { Field as FieldDefinition, ListItem } from '@barycentre/plan'
import { Field, MenuButton, MultiCombobox, type MenuEntry } from '@barycentre/ui'
import { Ellipsis } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { DeclareNoneDialog, useDeclareNone } from './declare-none.tsx'
import { fieldState } from './field-state.ts'
import { fieldLabel } from './labels.ts'
import { ListControl } from './list-control.tsx'
import { usePanel } from './panel-context.ts'
import { ProseField } from './prose-field.tsx'
import { RegisterControl } from './register-control.tsx'
import { tell, useCommit } from './use-commit.ts'
import { useRecordChoices, useWordChoices } from './use-choices.ts'
import styles from './record-panel.module.css'

type FieldControlProps = { readonly path: string; readonly field: FieldDefinition }

/** One field of the record in the panel, by its shape, with what may be said about it beside a value. */
export function FieldControl({ path, field }: FieldControlProps) {
  const { messages } = useLanguage()
  const { record } = usePanel()
  const label = fieldLabel(messages, record.kind, path)
  if (field.shape === 'register' && field.holds.as === 'place') return null
  if (field.shape !== 'group') return <GivenOrNot path={path} field={field} label={label} />
  return (
    <fieldset className={styles.group}>
      <legend>{label}</legend>
      {Object.entries(field.leaves).map(([name, leaf]) => (
        <FieldControl key={name} path={`${path}.${name}`} field={leaf} />
      ))}
    </fieldset>
  )
}

type ShapeProps = {
  readonly path: string
  readonly field: Exclude<FieldDefinition, { shape: 'group' }>
  readonly label: string
}

/** The control, or the reason why there is no value on purpose; and a menu that leads from the one to the other. */
function GivenOrNot({ path, field, label }: ShapeProps) {
  const t = useMessages()
  const { plan, record, canWrite, othersAt } = usePanel()
  const commit = useCommit()
  const declare = useDeclareNone(path)
  const [declaring, setDeclaring] = useState(false)
  const found = plan[record.kind].get(record.id)
  if (found === undefined) return null
  const given = fieldState(found, path)
  const others = othersAt(path)

  function clear() {
    if (field.shape === 'set') tell(commit(setMembers, { ...record, field: path, members: [] }))
    else if (field.shape === 'prose') tell(commit(writeProse, { ...record, field: path, text: '' }))
    else tell(commit(setField, { ...record, field: path, value: null }))
  }
  const entries: MenuEntry[] =
    given.state === 'given'
      ? field.shape === 'list'
        ? []
        : [{ label: t('record.clear'), onSelect: clear }]
      : given.state === 'declared-none'
        ? [
            { label: t('record.changeReason'), onSelect: () => setDeclaring(true) },
            { label: t('record.withdrawNone'), onSelect: () => tell(declare(null)) },
          ]
        : [{ label: t('record.declareNone'), onSelect: () => setDeclaring(true) }]

  return (
    <div className={styles.row} data-field={path} data-shape={field.shape}>
      {given.state === 'declared-none' ? (
        <div className={styles.field}>
          <span className={styles.staticLabel}>{label}</span>
          <p className={styles.none} dir="auto">
            <strong>{t('record.none')}</strong> {given.reason}
          </p>
        </div>
      ) : (
        <ShapedControl path={path} field={field} label={label} note={others.length > 0 && <Others names={others} />} />
      )}
      {canWrite && entries.length > 0 && (
        <MenuButton
          iconOnly
          size="small"
          tone="quiet"
          className={styles.rowMenu}
          label={t('record.fieldMenu', { label })}
          icon={<Ellipsis size={14} />}
          placement="below-end"
          entries={entries}
        />
      )}
      {declaring && (
        <DeclareNoneDialog
          label={label}
          reason={given.state === 'declared-none' ? given.reason : ''}
          declare={declare}
          onClose={() => setDeclaring(false)}
        />
      )}
    </div>
  )
}

function ShapedControl({ path, field, label, note }: ShapeProps & { note: ReactNode }) {
  const { plan, record } = usePanel()
  const t = useMessages()
  const commit = useCommit()
  const found = plan[record.kind].get(record.id)
  if (found === undefined) return null
  const given = fieldState(found, path)
  const value = given.state === 'given' ? given.value : undefined
  switch (field.shape) {
    case 'register':
      return (
        <RegisterControl
          path={path}
          holds={field.holds}
          label={label}
          note={note}
          value={value}
          commit={next => commit(setField, { ...record, field: path, value: next })}
        />
      )
    case 'prose':
      return (
        <ProseField
          kind={record.kind}
          id={record.id}
          field={path}
          label={label}
          note={note}
          rows={1}
          placeholder={t('shell.notRecorded')}
          className={styles.field}
        />
      )
    case 'set':
      return (
        <SetControl
          path={path}
          field={field}
          label={label}
          note={note}
          members={(value as readonly string[] | undefined) ?? []}
        />
      )
    case 'list':
      return (
        <ListControl
          path={path}
          label={label}
          field={field}
          items={(value as readonly ListItem<Readonly<Record<string, unknown>>>[] | undefined) ?? []}
        />
      )
    default:
      return unreachable(field)
  }
}

type SetField = Extract<FieldDefinition, { shape: 'set' }>
type SetControlProps = { path: string; field: SetField; label: string; note: ReactNode; members: readonly string[] }

function SetControl({ path, field, label, note, members }: SetControlProps) {
  const t = useMessages()
  const { record, canWrite } = usePanel()
  const commit = useCommit()
  const records = useRecordChoices(field.to, field.to.length > 0 ? members : [])
  const words = useWordChoices(path, field.choices ?? noWords, members)
  const write = (next: readonly string[]) => tell(commit(setMembers, { ...record, field: path, members: [...next] }))
  const ofWords = field.to.length === 0
  return (
    <Field label={label} note={note} className={styles.field}>
      <MultiCombobox
        choices={ofWords ? words : records}
        values={members}
        disabled={!canWrite}
        placeholder={t('shell.notRecorded')}
        onChange={write}
        onCreate={ofWords ? word => write([...members, word]) : undefined}
      />
    </Field>
  )
}

function Others({ names }: { names: readonly string[] }) {
  const t = useMessages()
  return <span className={styles.others}>{t('record.othersHere', { names: names.join(', ') })}</span>
}

const noWords: readonly string[] = []
