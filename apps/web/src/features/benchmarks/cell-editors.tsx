import { definitions, type RecordOf } from '@barycentre/plan'
import { Combobox, MultiCombobox, Select } from '@barycentre/ui'
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { choicesOf } from '../canvas/field-choices.ts'
import type { Column } from './benchmark-columns.ts'
import type { RowWords } from './benchmark-rows.ts'
import styles from './cell-editors.module.css'

/** Where the focus goes when a cell has been written; `left`: it is elsewhere already. */
export type AfterEdit = 'stay' | 'down' | 'up' | 'next' | 'previous' | 'left'

type CellEditorProps = {
  readonly column: Column
  readonly label: string
  readonly value: unknown
  /** What was typed over the value, or kept from the last time; undefined edits the value itself. */
  readonly text: string | undefined
  readonly words: RowWords
  readonly objectives: ReadonlyMap<string, RecordOf<'objective'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  /** Gives back why the text is refused, or nothing. */
  readonly onCommit: (text: string) => string | undefined
  readonly onChoose: (value: string | null) => void
  readonly onChooseMembers: (members: readonly string[]) => void
  readonly onEnd: (after: AfterEdit) => void
}

export function CellEditorView(props: CellEditorProps) {
  switch (props.column.editor) {
    case 'choice':
      return <StatusEditor {...props} />
    case 'entity':
      return <EntityEditor {...props} />
    case 'objectives':
      return <ObjectivesEditor {...props} />
    default:
      return <TextEditor {...props} />
  }
}

function TextEditor({ column, label, value, text, onCommit, onEnd }: CellEditorProps) {
  const [draft, setDraft] = useState(text ?? (value === undefined || value === null ? '' : String(value)))
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const field = useRef<HTMLTextAreaElement>(null)
  const ended = useRef(false)
  const problemId = useId()

  useEffect(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  function end(after: AfterEdit) {
    ended.current = true
    onEnd(after)
  }
  function commit(after: AfterEdit) {
    if (ended.current) return
    const refused = onCommit(draft)
    // Who leaves the cell leaves a refused text in it, marked; who is still in it is told at once.
    if (refused === undefined || after === 'left') end(after)
    else setProblem(refused)
  }
  function handleKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    event.stopPropagation()
    const newLine = column.editor === 'prose' && event.key === 'Enter' && event.altKey
    if (newLine) {
      event.preventDefault()
      return setDraft(`${draft}\n`)
    }
    const after = afterKey(event)
    if (after === undefined) return
    event.preventDefault()
    if (event.key === 'Escape') end('stay')
    else commit(after)
  }

  return (
    <>
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        inputMode={column.editor === 'number' ? 'decimal' : undefined}
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        className={styles.text}
        value={draft}
        onChange={event => {
          setDraft(event.currentTarget.value)
          setProblem(undefined)
        }}
        onKeyDown={handleKeyDown}
        onBlur={() => commit('left')}
        onDoubleClick={event => event.stopPropagation()}
      />
      {problem !== undefined && (
        <span className={styles.problem} id={problemId} role="alert">
          {problem}
        </span>
      )}
    </>
  )
}

function StatusEditor({ label, value, onChoose, onEnd }: CellEditorProps) {
  const t = useMessages()
  return (
    <span {...frameOf(onEnd)} className={styles.narrow}>
      <Select
        autoFocus
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={event => onChoose(event.currentTarget.value || null)}
      >
        <option value="">{t('shell.notRecorded')}</option>
        {choicesOf(definitions.benchmark.fields.status).map(status => (
          <option key={status} value={status}>
            {t(`kinds.choice.${status}`)}
          </option>
        ))}
      </Select>
    </span>
  )
}

function EntityEditor({ label, value, entities, onChoose, onEnd }: CellEditorProps) {
  return (
    <span {...frameOf(onEnd)} className={styles.wide}>
      <Combobox
        autoFocus
        aria-label={label}
        choices={[...entities.values()].map(({ id, acronym, name }) => ({
          value: id,
          label: acronym ?? name ?? id,
          ...(acronym !== undefined && name !== undefined && { detail: name }),
        }))}
        value={typeof value === 'string' ? value : undefined}
        onChange={id => {
          onChoose(id ?? null)
          onEnd('stay')
        }}
      />
    </span>
  )
}

function ObjectivesEditor({ label, value, objectives, words, onChooseMembers, onEnd }: CellEditorProps) {
  return (
    <span {...frameOf(onEnd)} className={styles.wide}>
      <MultiCombobox
        autoFocus
        aria-label={label}
        choices={[...objectives.keys()].map(id => ({ value: id, label: words.objective(id) }))}
        values={Array.isArray(value) ? (value as string[]) : []}
        onChange={onChooseMembers}
      />
    </span>
  )
}

/** What holds a control that writes at each choice: Enter, Tab and Escape only lead out of it. */
function frameOf(onEnd: (after: AfterEdit) => void) {
  return {
    onKeyDown(event: KeyboardEvent) {
      event.stopPropagation()
      if (event.defaultPrevented || event.nativeEvent.isComposing) return
      const after = afterKey(event)
      if (after === undefined) return
      event.preventDefault()
      onEnd(after)
    },
    onBlur(event: FocusEvent<HTMLElement>) {
      if (!event.currentTarget.contains(event.relatedTarget)) onEnd('left')
    },
    onDoubleClick: (event: { stopPropagation: () => void }) => event.stopPropagation(),
  }
}

/** Where the keys that end an edit lead, as in a spreadsheet. */
function afterKey({ key, shiftKey }: KeyboardEvent): AfterEdit | undefined {
  if (key === 'Escape') return 'stay'
  if (key === 'Enter') return shiftKey ? 'up' : 'down'
  if (key === 'Tab') return shiftKey ? 'previous' : 'next'
  return undefined
}
