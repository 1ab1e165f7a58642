import type { RecordOf } from '@barycentre/plan'
import { valueAt } from '@barycentre/commands'
import { Badge, type Anchor } from '@barycentre/ui'
import { Ellipsis, TriangleAlert } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { benchmarkColumns, isNumeric, type Column } from './benchmark-columns.ts'
import type { Measurement, RowWords } from './benchmark-rows.ts'
import { CellEditorView, type AfterEdit } from './cell-editors.tsx'
import { StatusMark, statusWord } from './status-mark.tsx'
import styles from './benchmark-table.module.css'

type CellRef = { readonly id: string; readonly field: string }

export type CellPerson = { readonly name: string; readonly group: string }
/** What was typed and is no value for its cell. It is kept until it is mended or put away. */
export type RefusedText = { readonly text: string; readonly sentence: string }

/** What the table does for its rows; the same object for as long as the table lives. */
export type RowGestures = {
  readonly edit: (cell: CellRef) => void
  readonly commit: (cell: CellRef, text: string) => string | undefined
  readonly choose: (cell: CellRef, value: string | null) => void
  readonly chooseMembers: (id: string, members: readonly string[]) => void
  readonly end: (cell: CellRef, after: AfterEdit) => void
  readonly open: (id: string) => void
  readonly showMenu: (id: string, anchor: Anchor) => void
}

type BenchmarkTableRowProps = {
  readonly row: RecordOf<'benchmark'>
  readonly latest: Measurement | undefined
  readonly index: number
  readonly editing: { readonly field: string; readonly text: string | undefined } | undefined
  readonly refused: Readonly<Record<string, RefusedText>> | undefined
  readonly people: ReadonlyMap<string, CellPerson> | undefined
  readonly words: RowWords
  readonly objectives: ReadonlyMap<string, RecordOf<'objective'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly canWrite: boolean
  readonly ledgerKnown: boolean
  readonly gestures: RowGestures
}

export const BenchmarkTableRow = memo(function BenchmarkTableRow(props: BenchmarkTableRowProps) {
  const { row, index, editing, refused, people, canWrite, gestures } = props
  const t = useMessages()
  const show = useShownCell(props)

  return (
    <tr
      aria-rowindex={index + 2}
      onContextMenu={event => {
        event.preventDefault()
        const byKeyboard = event.button !== 2 && event.clientX === 0 && event.clientY === 0
        gestures.showMenu(row.id, byKeyboard ? (event.target as Element) : { x: event.clientX, y: event.clientY })
      }}
    >
      {benchmarkColumns.map((column, columnIndex) => {
        const cell = { id: row.id, field: column.field }
        const person = people?.get(column.field)
        const kept = refused?.[column.field]
        const isEditing = editing?.field === column.field
        const { text, content } = show(column)
        const Tag = columnIndex === 0 ? 'th' : 'td'
        return (
          <Tag
            key={column.field}
            {...(columnIndex === 0 ? { scope: 'row', role: 'rowheader' } : { role: 'gridcell' })}
            className={styles.cell}
            {...(!isEditing && { tabIndex: -1, 'data-stop': 'cell' })}
            data-row={index}
            data-column={columnIndex}
            data-id={row.id}
            data-field={column.field}
            data-text={text}
            data-numeric={isNumeric(column) ? '' : undefined}
            data-refused={kept ? '' : undefined}
            data-group={person?.group}
            aria-readonly={(canWrite && column.editor === undefined) || undefined}
            aria-invalid={kept ? true : undefined}
            title={kept?.sentence ?? (person && t('benchmarks.personHere', { name: person.name, group: person.group }))}
            onDoubleClick={() => gestures.edit(cell)}
          >
            {person && (
              <span className={styles.person} aria-hidden="true">
                {person.name}
              </span>
            )}
            {isEditing ? (
              <CellEditorView
                column={column}
                label={t(column.label)}
                value={valueAt(row, column.field)}
                text={editing.text}
                words={props.words}
                objectives={props.objectives}
                entities={props.entities}
                onCommit={typed => gestures.commit(cell, typed)}
                onChoose={value => gestures.choose(cell, value)}
                onChooseMembers={members => gestures.chooseMembers(row.id, members)}
                onEnd={after => gestures.end(cell, after)}
              />
            ) : kept ? (
              <span className={styles.kept} dir="auto">
                <TriangleAlert size={13} aria-hidden="true" />
                {kept.text}
                <span className={styles.spoken}>{kept.sentence}</span>
              </span>
            ) : (
              content
            )}
            {columnIndex === 0 && !isEditing && (
              <FindingMark kind="benchmark" id={row.id} className={styles.findings} />
            )}
            {columnIndex === 0 && !isEditing && (
              <button
                type="button"
                tabIndex={-1}
                className={styles.rowMenu}
                aria-label={t('benchmarks.menuOf', { title: row.title || t('benchmarks.untitled') })}
                aria-haspopup="menu"
                onClick={event => gestures.showMenu(row.id, event.currentTarget)}
              >
                <Ellipsis size={16} aria-hidden="true" />
              </button>
            )}
          </Tag>
        )
      })}
    </tr>
  )
})

type Shown = { readonly text: string; readonly content: ReactNode }

/** What a cell shows, and the same as bare text for the clipboard. */
function useShownCell(props: BenchmarkTableRowProps): (column: Column) => Shown {
  const { row, latest, words, ledgerKnown } = props
  const t = useMessages()
  const format = useFormat()
  const plain = (text: string): Shown => ({ text, content: <span dir="auto">{text}</span> })

  return column => {
    const value = valueAt(row, column.field)
    switch (column.editor) {
      case undefined: {
        if (!latest) return { text: '', content: ledgerKnown ? null : <span className={styles.quiet}>…</span> }
        const shown = format.number(latest.value)
        return {
          text: String(latest.value),
          content: (
            <span title={latest.source}>
              {shown} {latest.date && <span className={styles.when}>{format.date(latest.date)}</span>}
            </span>
          ),
        }
      }
      case 'number':
        return typeof value === 'number' ? { text: String(value), content: format.number(value) } : plain('')
      case 'date':
        return typeof value === 'string' ? { text: value, content: format.date(value) } : plain('')
      case 'choice': {
        const status = row.status ?? 'not_recorded'
        return {
          text: row.status ? statusWord(t, row.status) : '',
          content: (
            <span className={row.status ? styles.status : styles.statusUnknown}>
              <StatusMark status={status} />
              {statusWord(t, status)}
            </span>
          ),
        }
      }
      case 'entity':
        return plain(typeof value === 'string' ? words.entity(value) : '')
      case 'objectives': {
        const titles = (row.objectiveIds ?? []).map(words.objective)
        return {
          text: titles.join('; '),
          content: (
            <span className={styles.objectives} dir="auto">
              {titles[0]}
              {titles.length > 1 && (
                <span title={titles.slice(1).join('\n')}>
                  <Badge>+{titles.length - 1}</Badge>
                </span>
              )}
            </span>
          ),
        }
      }
      default: {
        const text = typeof value === 'string' ? value : ''
        if (column.field === 'title' && text === '') {
          return { text, content: <span className={styles.quiet}>{t('benchmarks.untitled')}</span> }
        }
        return {
          text,
          content: (
            <span dir="auto" className={styles.clamped}>
              {text}
            </span>
          ),
        }
      }
    }
  }
}
