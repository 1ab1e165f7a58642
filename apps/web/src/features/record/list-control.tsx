import { removeItem, setItem } from '@barycentre/commands'
import { newId } from '@barycentre/kit'
import type { ListField } from '@barycentre/plan'
import { announce, Field, IconButton, MenuButton, MultiCombobox, type MenuEntry } from '@barycentre/ui'
import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLanguage, useMessages } from '../../shell/language.tsx'
import { fieldLabel } from './labels.ts'
import { usePanel } from './panel-context.ts'
import { RegisterControl } from './register-control.tsx'
import { tell, useCommit } from './use-commit.ts'
import { useRecordChoices } from './use-choices.ts'
import styles from './record-panel.module.css'

type Item = { readonly id: string } & Readonly<Record<string, unknown>>
type ListControlProps = { path: string; label: string; field: ListField<unknown>; items: readonly Item[] }

/** Small things in an order: each is written whole, so an item that others change meanwhile keeps one voice. */
export function ListControl({ path, label, field, items }: ListControlProps) {
  const t = useMessages()
  const { canWrite } = usePanel()
  // A new item has its id before it has anything to say, and enters the plan with its first value.
  const [newItem, setNewItem] = useState<string | undefined>(undefined)
  const shown = newItem === undefined || items.some(item => item.id === newItem) ? items : [...items, { id: newItem }]

  return (
    <div className={styles.list} role="group" aria-label={label}>
      <div className={styles.listHead}>
        <span className={styles.staticLabel}>{label}</span>
        {shown.length === 0 && <span className={styles.quiet}>{t('shell.notRecorded')}</span>}
        {canWrite && (
          <IconButton
            size="small"
            label={t('record.addItem', { label })}
            icon={<Plus size={14} />}
            onClick={() => setNewItem(newId(Math.random))}
          />
        )}
      </div>
      {shown.map((item, index) => (
        <ItemEditor
          key={item.id}
          path={path}
          field={field}
          item={item}
          index={index}
          items={items}
          isNew={item.id === newItem}
          onDiscard={() => setNewItem(undefined)}
        />
      ))}
    </div>
  )
}

type ItemEditorProps = {
  path: string
  field: ListField<unknown>
  item: Item
  index: number
  items: readonly Item[]
  isNew: boolean
  onDiscard: () => void
}

function ItemEditor({ path, field, item, index, items, isNew, onDiscard }: ItemEditorProps) {
  const t = useMessages()
  const { messages } = useLanguage()
  const { record, canWrite } = usePanel()
  const commit = useCommit()
  const { kind, id } = record
  const position = items.findIndex(each => each.id === item.id)
  const { id: itemId, ...value } = item

  function write(name: string, next: unknown): string | undefined {
    const { [name]: _, ...others } = value
    const changed = next === null ? others : { ...others, [name]: next }
    return commit(setItem, { kind, id, field: path, itemId, value: changed })
  }
  function move(before: string | null) {
    const refused = commit(setItem, { kind, id, field: path, itemId, value, before })
    if (refused === undefined) announce(t('record.itemMoved'))
    else tell(refused)
  }
  function remove() {
    if (position < 0) return onDiscard()
    const refused = commit(removeItem, { kind, id, field: path, itemId })
    if (refused === undefined) announce(t('record.itemRemoved'))
    else tell(refused)
  }
  const above = items[position - 1]
  const entries: MenuEntry[] = [
    { label: t('record.moveUp'), disabled: above === undefined, onSelect: () => above && move(above.id) },
    {
      label: t('record.moveDown'),
      disabled: position < 0 || position === items.length - 1,
      onSelect: () => move(items[position + 2]?.id ?? null),
    },
    'separator',
    { label: t('record.removeItem'), danger: true, onSelect: remove },
  ]

  return (
    <div className={styles.item}>
      <div className={styles.itemFields}>
        {Object.entries(field.item).map(([name, holds], nth) => {
          const label = fieldLabel(messages, kind, `${path}.${name}`)
          const to = field.itemSets[name]
          return to === undefined ? (
            <RegisterControl
              key={name}
              path={`${path}.${name}`}
              holds={holds}
              label={label}
              value={value[name]}
              commit={next => write(name, next)}
              autoFocus={isNew && nth === 0}
            />
          ) : (
            <ItemSet
              key={name}
              label={label}
              to={to}
              members={(value[name] as readonly string[] | undefined) ?? []}
              write={members => write(name, members.length === 0 ? null : members)}
            />
          )
        })}
      </div>
      {canWrite && (
        <MenuButton
          iconOnly
          size="small"
          tone="quiet"
          label={t('record.itemMenu', { number: index + 1 })}
          icon={<Ellipsis size={14} />}
          placement="below-end"
          entries={entries}
        />
      )}
    </div>
  )
}

type ItemSetProps = {
  label: string
  to: ListField<unknown>['itemSets'][string]
  members: readonly string[]
  write: (members: readonly string[]) => string | undefined
}

function ItemSet({ label, to, members, write }: ItemSetProps) {
  const t = useMessages()
  const { canWrite } = usePanel()
  const records = useRecordChoices(to, members)
  return (
    <Field label={label} className={styles.field}>
      <MultiCombobox
        choices={records}
        values={members}
        disabled={!canWrite}
        placeholder={t('shell.notRecorded')}
        onChange={next => tell(write(next))}
        onCreate={to.length === 0 ? word => tell(write([...members, word])) : undefined}
      />
    </Field>
  )
}
