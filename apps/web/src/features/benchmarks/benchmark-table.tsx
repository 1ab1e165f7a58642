import { setField, setMembers, valueAt, writeProse } from '@barycentre/commands'
import { announce, isRightToLeft, Menu, type Anchor, type MenuEntry } from '@barycentre/ui'
import { ArrowDown, ArrowUp } from 'lucide-react'
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useOpenRecord } from '../../shell/routes.ts'
import { useShortcuts } from '../../shell/shortcuts.tsx'
import { useCanWrite, usePeople, usePlan, usePresenceAt } from '../../workspace/index.ts'
import { stepAmong } from '../canvas/grid-steps.ts'
import { useAct, useRemove } from '../canvas/use-act.ts'
import { benchmarkColumns, isNumeric, type Column } from './benchmark-columns.ts'
import { BenchmarkTableRow, type CellPerson, type RefusedText, type RowGestures } from './benchmark-table-row.tsx'
import type { BenchmarkRow, RowOrder, RowWords } from './benchmark-rows.ts'
import { benchmarkStatuses } from './benchmark-statuses.ts'
import type { AfterEdit } from './cell-editors.tsx'
import { parseBlock, parseCell, type CellProblem, type Choices } from './parse-cell.ts'
import { statusWord } from './status-mark.tsx'
import styles from './benchmark-table.module.css'

type BenchmarkTableProps = {
  readonly rows: readonly BenchmarkRow[]
  readonly words: RowWords
  readonly order: RowOrder | undefined
  readonly onOrder: (order: RowOrder | undefined) => void
  /** A row that was just made: its title is what comes next. */
  readonly added: string | undefined
  readonly onAddedShown: () => void
  readonly ledgerKnown: boolean
}

type CellRef = { readonly id: string; readonly field: string }
type Editing = CellRef & { readonly text: string | undefined }

export function BenchmarkTable(props: BenchmarkTableProps) {
  const { rows, words, order, onOrder, added, onAddedShown, ledgerKnown } = props
  const t = useMessages()
  const act = useAct()
  const remove = useRemove()
  const openRecord = useOpenRecord()
  const announceAt = usePresenceAt()
  const canWrite = useCanWrite()
  const objectives = usePlan(plan => plan.objective)
  const entities = usePlan(plan => plan.entity)
  const people = usePeopleAtCells()
  const table = useRef<HTMLTableElement>(null)
  const [editing, setEditing] = useState<Editing | undefined>(undefined)
  const [refused, setRefused] = useState<ReadonlyMap<string, Readonly<Record<string, RefusedText>>>>(new Map())
  const [menu, setMenu] = useState<{ label: string; anchor: Anchor; entries: readonly MenuEntry[] } | undefined>(
    undefined,
  )
  const wanted = useRef<CellRef | undefined>(undefined)
  const held = useRef<number>(benchmarkColumns.length)
  const leaving = useRef(false)
  const inside = useRef(false)

  const choices = useMemo(
    () => ({
      status: benchmarkStatuses
        .filter(status => status !== 'not_recorded')
        .map(status => ({ value: status as string, names: [statusWord(t, status)] })),
      entity: [...entities.values()].map(({ id, acronym, name }) => ({
        value: id,
        names: [acronym ?? '', name ?? ''],
      })),
      objectives: [...objectives.values()].map(({ id, title }) => ({ value: id, names: [title ?? ''] })),
    }),
    [entities, objectives, t],
  )
  function choicesOfColumn({ editor }: Column): Choices {
    if (editor === 'choice') return choices.status
    if (editor === 'entity') return choices.entity
    return editor === 'objectives' ? choices.objectives : []
  }
  function sentenceOf(problem: CellProblem, text: string): string {
    switch (problem.code) {
      case 'not-a-number':
        return t('benchmarks.refused.notANumber', { text })
      case 'not-a-date':
        return t('benchmarks.refused.notADate', { text })
      case 'too-small':
        return t('benchmarks.refused.tooSmall', { text, least: problem.least })
      case 'not-a-choice':
        return t('benchmarks.refused.notAChoice', { text })
    }
  }
  function keepRefused({ id, field }: CellRef, text: RefusedText | undefined) {
    setRefused(before => {
      if (text === undefined && before.get(id)?.[field] === undefined) return before
      const { [field]: _, ...others } = before.get(id) ?? {}
      return new Map(before).set(id, text === undefined ? others : { ...others, [field]: text })
    })
  }

  /** Writes what was typed into the plan; gives back why not, and then the text is kept in the cell. */
  function commit({ id, field }: CellRef, text: string): string | undefined {
    const column = columnOf(field)
    const parsed = parseCell(column, text, choicesOfColumn(column))
    if (!parsed.ok) {
      const sentence = sentenceOf(parsed.error, text)
      keepRefused({ id, field }, { text, sentence })
      return sentence
    }
    keepRefused({ id, field }, undefined)
    writeValue({ id, field }, parsed.value)
    return undefined
  }
  function writeValue({ id, field }: CellRef, value: string | number | null) {
    const benchmark = rows.find(row => row.benchmark.id === id)?.benchmark
    // Looking into a cell is no gesture: nothing is written, and nothing of others is written over.
    if (benchmark && (valueAt(benchmark, field) ?? null) === value) return
    switch (columnOf(field).editor) {
      case undefined:
        return
      case 'prose':
        return void act(writeProse, { kind: 'benchmark', id, field, text: value === null ? '' : String(value) })
      case 'objectives':
        return writeMembers(id, value === null ? [] : [String(value)])
      default:
        return void act(setField, { kind: 'benchmark', id, field, value })
    }
  }
  function writeMembers(id: string, members: readonly string[]) {
    act(setMembers, { kind: 'benchmark', id, field: 'objectiveIds', members: [...members] })
  }

  function startEdit({ id, field }: CellRef, text?: string) {
    if (!canWrite || columnOf(field).editor === undefined) return
    setEditing({ id, field, text: text ?? refused.get(id)?.[field]?.text })
  }
  function endEdit(cell: CellRef, after: AfterEdit) {
    setEditing(undefined)
    if (after === 'left') return
    wanted.current = neighbourCell(cell, after) ?? cell
  }
  function neighbourCell({ id, field }: CellRef, after: Exclude<AfterEdit, 'left'>): CellRef | undefined {
    const row = rows.findIndex(each => each.benchmark.id === id)
    const column = benchmarkColumns.findIndex(each => each.field === field)
    if (after === 'stay') return { id, field }
    if (after === 'down' || after === 'up') {
      const next = rows[row + (after === 'down' ? 1 : -1)]
      return next && { id: next.benchmark.id, field }
    }
    const index = row * benchmarkColumns.length + column + (after === 'next' ? 1 : -1)
    const next = rows[Math.floor(index / benchmarkColumns.length)]
    const nextColumn =
      benchmarkColumns[((index % benchmarkColumns.length) + benchmarkColumns.length) % benchmarkColumns.length]
    return next && nextColumn && { id: next.benchmark.id, field: nextColumn.field }
  }
  function rowEntries(id: string): readonly MenuEntry[] {
    const open: MenuEntry = {
      label: t('benchmarks.open'),
      shortcut: 'Mod+Enter',
      onSelect: () => openRecord({ kind: 'benchmark', id }),
    }
    if (!canWrite) return [open]
    const title = rows.find(row => row.benchmark.id === id)?.benchmark.title || t('benchmarks.untitled')
    return [
      open,
      'separator',
      {
        label: t('benchmarks.remove'),
        danger: true,
        onSelect: () => void remove({ kind: 'benchmark', id }, title),
      },
    ]
  }

  const now = useLatest({ commit, writeValue, writeMembers, startEdit, endEdit, openRecord, rowEntries, rows, t })
  const gestures = useMemo<RowGestures>(
    () => ({
      edit: cell => now.current.startEdit(cell),
      commit: (cell, text) => now.current.commit(cell, text),
      choose(cell, value) {
        now.current.writeValue(cell, value)
      },
      chooseMembers: (id, members) => now.current.writeMembers(id, members),
      end: (cell, after) => now.current.endEdit(cell, after),
      open: id => now.current.openRecord({ kind: 'benchmark', id }),
      showMenu(id, anchor) {
        const title = now.current.rows.find(row => row.benchmark.id === id)?.benchmark.title
        const label = now.current.t('benchmarks.menuOf', { title: title || now.current.t('benchmarks.untitled') })
        setMenu({ label, anchor, entries: now.current.rowEntries(id) })
      },
    }),
    [now],
  )

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const stop = event.target as HTMLElement
    if (stop.dataset.stop === undefined || event.nativeEvent.isComposing) return
    const cell = cellOf(stop)
    const control = event.ctrlKey || event.metaKey
    const { key } = event
    if (key === 'Tab' && !control && !event.altKey) return handleTab(event, stop)
    leaving.current = false
    if (cell && handleCellKey(event, cell)) return event.preventDefault()
    if (event.altKey || event.shiftKey || (control && key !== 'Home' && key !== 'End')) return
    const stops = stopsIn(table.current)
    const rightToLeft = isRightToLeft(event.currentTarget)
    const next = stepAmong(stops.map(placeOf), stops.indexOf(stop), { key, control, rightToLeft })
    if (next === undefined) return
    event.preventDefault()
    stops[next]?.focus()
  }
  /** True when the key was a gesture in the cell. */
  function handleCellKey(event: KeyboardEvent, cell: CellRef): boolean {
    const { key } = event
    const control = event.ctrlKey || event.metaKey
    if (control && key === 'Enter') return (openRecord({ kind: 'benchmark', id: cell.id }), true)
    if (key === 'Escape') {
      if (refused.get(cell.id)?.[cell.field]) keepRefused(cell, undefined)
      else {
        leaving.current = true
        announce(t('benchmarks.tabLeaves'))
      }
      return true
    }
    if (!canWrite || control || event.altKey) return false
    const { editor } = columnOf(cell.field)
    if (key === 'Enter' || key === 'F2') return (startEdit(cell), true)
    if (editor === undefined) return false
    if (key === 'Delete' || key === 'Backspace') {
      keepRefused(cell, undefined)
      return (writeValue(cell, null), true)
    }
    if ([...key].length !== 1 || key === ' ') return false
    startEdit(cell, key)
    return true
  }
  function handleTab(event: KeyboardEvent, stop: HTMLElement) {
    if (leaving.current) return
    const stops = stopsIn(table.current)
    const next = stops[stops.indexOf(stop) + (event.shiftKey ? -1 : 1)]
    // At the ends, and after Escape, Tab goes on to the rest of the page.
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  function handleCopy(event: ClipboardEvent) {
    const stop = event.target as HTMLElement
    const cell = stop.dataset.stop === undefined ? undefined : cellOf(stop)
    if (!cell || !window.getSelection()?.isCollapsed) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', stop.dataset.text ?? '')
  }
  /** A block from a spreadsheet fills the cells from here on; what does not fit somewhere is kept there and told. */
  function handlePaste(event: ClipboardEvent) {
    const stop = event.target as HTMLElement
    const cell = stop.dataset.stop === undefined ? undefined : cellOf(stop)
    if (!cell || !canWrite) return
    event.preventDefault()
    const firstRow = rows.findIndex(row => row.benchmark.id === cell.id)
    const firstColumn = benchmarkColumns.findIndex(column => column.field === cell.field)
    let kept = 0
    for (const [down, texts] of parseBlock(event.clipboardData.getData('text/plain')).entries()) {
      for (const [across, text] of texts.entries()) {
        const row = rows[firstRow + down]
        const column = benchmarkColumns[firstColumn + across]
        if (!row || !column || column.editor === undefined) continue
        if (commit({ id: row.benchmark.id, field: column.field }, text) !== undefined) kept++
      }
    }
    if (kept > 0) announce(t('benchmarks.pasteRefused', { count: kept }), { assertive: true })
  }
  function handleFocus(event: FocusEvent) {
    const stop = event.target as HTMLElement
    if (stop.dataset.stop === undefined) return
    const stops = stopsIn(table.current)
    held.current = stops.indexOf(stop)
    inside.current = true
    hold(stops, stop)
    const cell = cellOf(stop)
    announceAt({
      screen: 'benchmarks',
      record: cell && { kind: 'benchmark', id: cell.id },
      field: cell?.field,
    })
  }
  function handleBlur(event: FocusEvent) {
    // What is taken out of the page loses the focus too, and that is no leaving.
    if (event.target.isConnected) inside.current = false
  }
  function toggleOrder(field: RowOrder['field']) {
    if (order?.field !== field) onOrder({ field, descending: false })
    else onOrder(order.descending ? undefined : { field, descending: true })
  }

  useLayoutEffect(() => {
    if (!added || !rows.some(row => row.benchmark.id === added)) return
    setEditing({ id: added, field: 'title', text: undefined })
    onAddedShown()
  }, [added, rows, onAddedShown])

  // One stop for Tab in the whole table, kept on the elements; a row that is gone hands the focus on.
  useLayoutEffect(() => {
    const stops = stopsIn(table.current)
    const target = wanted.current && !editing ? findCell(table.current, wanted.current) : undefined
    if (target) {
      wanted.current = undefined
      target.focus()
    } else {
      const stop =
        stops.find(each => each === document.activeElement) ?? stops[Math.min(held.current, stops.length - 1)]
      hold(stops, stop)
      if (inside.current && document.activeElement === document.body) stop?.focus()
    }
  })

  useShortcuts(t('shell.screen.benchmarks'), [
    { keys: 'F2', label: t('benchmarks.shortcutEdit') },
    { keys: 'Delete', label: t('benchmarks.shortcutClear') },
    { keys: 'Mod+Enter', label: t('benchmarks.open') },
    { keys: 'Escape', label: t('benchmarks.shortcutLeave') },
  ])

  return (
    <div className={styles.scroller}>
      <table
        ref={table}
        role="grid"
        aria-label={t('shell.screen.benchmarks')}
        aria-readonly={!canWrite || undefined}
        aria-rowcount={rows.length + 1}
        className={styles.table}
        onKeyDown={handleKeyDown}
        onFocus={handleFocus}
        onBlur={handleBlur}
        onCopy={handleCopy}
        onPaste={handlePaste}
      >
        <colgroup>
          {benchmarkColumns.map(column => (
            <col key={column.field} style={{ inlineSize: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {benchmarkColumns.map((column, index) => {
              const sorted = order?.field === column.field ? order : undefined
              return (
                <th
                  key={column.field}
                  scope="col"
                  className={styles.columnHead}
                  data-numeric={isNumeric(column) ? '' : undefined}
                  aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.sort}
                    data-stop="head"
                    data-row={-1}
                    data-column={index}
                    title={t('benchmarks.sortBy', { column: t(column.label) })}
                    onClick={() => toggleOrder(column.field)}
                  >
                    {t(column.label)}
                    {sorted &&
                      (sorted.descending ? (
                        <ArrowDown size={14} aria-hidden="true" />
                      ) : (
                        <ArrowUp size={14} aria-hidden="true" />
                      ))}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <BenchmarkTableRow
              key={row.benchmark.id}
              row={row.benchmark}
              latest={row.latest}
              index={index}
              editing={editing?.id === row.benchmark.id ? editing : undefined}
              refused={refused.get(row.benchmark.id)}
              people={people.get(row.benchmark.id)}
              words={words}
              objectives={objectives}
              entities={entities}
              canWrite={canWrite}
              ledgerKnown={ledgerKnown}
              gestures={gestures}
            />
          ))}
        </tbody>
      </table>
      {menu && (
        <Menu label={menu.label} entries={menu.entries} anchor={() => menu.anchor} onClose={() => setMenu(undefined)} />
      )}
    </div>
  )
}

/** Who else is in which cell: by benchmark, then by field. */
function usePeopleAtCells(): ReadonlyMap<string, ReadonlyMap<string, CellPerson>> {
  const people = usePeople()
  const previous = useRef<ReadonlyMap<string, ReadonlyMap<string, CellPerson>>>(new Map())
  const found = useMemo(() => {
    const byRow = new Map<string, Map<string, CellPerson>>()
    for (const { self, record, field, name, group } of people) {
      if (self || record?.kind !== 'benchmark' || field === undefined) continue
      const cells = byRow.get(record.id) ?? new Map<string, CellPerson>()
      byRow.set(record.id, cells.set(field, { name, group }))
    }
    return new Map<string, ReadonlyMap<string, CellPerson>>(
      [...byRow].map(([id, cells]) => {
        const before = previous.current.get(id)
        return [id, before && JSON.stringify([...before]) === JSON.stringify([...cells]) ? before : cells]
      }),
    )
  }, [people])
  useEffect(() => {
    previous.current = found
  }, [found])
  return found
}

/** The newest value, for callbacks that must stay the same. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

function columnOf(field: string): Column {
  const column = benchmarkColumns.find(each => each.field === field)
  if (!column) throw new Error(`the table has no column ${field}`)
  return column
}

function stopsIn(table: HTMLElement | null): HTMLElement[] {
  return [...(table?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
}

/** Which stop Tab comes to is kept on the elements: it is nobody's state. */
function hold(stops: readonly HTMLElement[], held: HTMLElement | undefined): void {
  for (const stop of stops) {
    const tabIndex = stop === held ? 0 : -1
    if (stop.tabIndex !== tabIndex) stop.tabIndex = tabIndex
  }
}

function placeOf(stop: HTMLElement) {
  return { row: Number(stop.dataset.row), column: Number(stop.dataset.column) }
}

function cellOf({ dataset }: HTMLElement): CellRef | undefined {
  return dataset.id !== undefined && dataset.field !== undefined ? { id: dataset.id, field: dataset.field } : undefined
}

function findCell(table: HTMLElement | null, { id, field }: CellRef): HTMLElement | undefined {
  return stopsIn(table).find(({ dataset }) => dataset.id === id && dataset.field === field)
}
