import { addMember, createObjective, moveObjective, moveRecord, removeMember, setField } from '@barycentre/commands'
import { lossesWithout, type AnyRecord } from '@barycentre/plan'
import { announce, Button, EmptyState, isRightToLeft, Menu, type Anchor, type MenuEntry } from '@barycentre/ui'
import { Plus } from 'lucide-react'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { recordAreas } from '../../shell/areas.ts'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { later, soon } from '../../shell/later.tsx'
import { useOpenRecord } from '../../shell/routes.ts'
import { useShortcuts } from '../../shell/shortcuts.tsx'
import { useCanWrite, usePlan, usePresenceAt, useReadPlan } from '../../workspace/index.ts'
import { beforeAfterStep, cellKey, knownPhases, neighbour, objectivesIn, placeId, unplaced } from './canvas-model.ts'
import { FunctionHead, PhaseHead, type HeadGestures, type HeadRef } from './grid-head.tsx'
import { stepAmong } from './grid-steps.ts'
import { LineEditor } from './line-editor.tsx'
import { ObjectiveCardView, type CardGestures, type CardPlace } from './objective-card-view.tsx'
import { useAct, useRefusalSentence, useRemove } from './use-act.ts'
import { useCanvas, useObjectiveCards, usePeopleAtObjectives } from './use-canvas.ts'
import { useCardDrag, type DropPlace } from './use-card-drag.ts'
import styles from './objective-grid.module.css'

/** What is being written in place: a title, or a new objective in a cell. */
type Editing =
  | { readonly what: 'card'; readonly place: CardPlace }
  | { readonly what: 'head'; readonly head: HeadRef }
  | { readonly what: 'new'; readonly rowKey: string; readonly columnKey: string }

const AddPhaseDialog = later(() => import('./dialogs.ts').then(part => part.AddPhaseDialog))
// It suggests fields of work, whose names the record panel says otherwise.
const AddFunctionDialog = later(() => import('./dialogs.ts').then(part => part.AddFunctionDialog), recordAreas)
const RemoveObjectiveDialog = later(() => import('./dialogs.ts').then(part => part.RemoveObjectiveDialog))
const MoveObjectiveDialog = later(() => import('./dialogs.ts').then(part => part.MoveObjectiveDialog))

type OpenDialog = 'phase' | 'function' | { readonly move: CardPlace } | { readonly remove: string }
type OpenMenu = { readonly label: string; readonly anchor: Anchor; readonly entries: readonly MenuEntry[] }

/** Where the focus goes once the plan has followed a gesture. */
type FocusTarget = {
  readonly stop: string
  readonly id?: string
  readonly rowKey?: string
  readonly columnKey?: string
}

export function ObjectiveGrid({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const t = useMessages()
  const format = useFormat()
  const act = useAct()
  const remove = useRemove()
  const sentence = useRefusalSentence()
  const openRecord = useOpenRecord()
  const announceAt = usePresenceAt()
  const readPlan = useReadPlan()
  const canWrite = useCanWrite()
  const phases = usePlan(plan => plan.phase)
  const functions = usePlan(plan => plan.function)
  const objectives = usePlan(plan => plan.objective)
  const entities = usePlan(plan => plan.entity)
  const canvas = useCanvas()
  const cards = useObjectiveCards()
  const people = usePeopleAtObjectives()

  const grid = useRef<HTMLDivElement>(null)
  const heading = useId()
  const [editing, setEditing] = useState<Editing | undefined>(undefined)
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined)
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined)
  const [lit, setLit] = useState<string | undefined>(undefined)
  const wanted = useRef<FocusTarget | undefined>(undefined)
  const held = useRef<number>(0)
  const inside = useRef(false)
  const { drag, start } = useCardDrag(scroller, drop)

  function titleOfObjective(id: string): string {
    return objectives.get(id)?.title || t('canvas.untitledObjective')
  }
  function titleOfPhase(id: string | null): string {
    return id === null ? t('canvas.noPhaseYet') : phases.get(id)?.title || t('canvas.untitledPhase')
  }
  function titleOfFunction(id: string | null): string {
    return id === null ? t('canvas.noFunctionYet') : functions.get(id)?.title || t('canvas.untitledFunction')
  }
  function headRecord({ kind, id }: HeadRef) {
    return kind === 'phase' ? phases.get(id) : functions.get(id)
  }

  function move(place: CardPlace, to: { rowKey: string; columnKey: string; before?: string | null }) {
    const toPhaseId = placeId(to.columnKey)
    const functionId = placeId(to.rowKey)
    const result = act(moveObjective, {
      id: place.objectiveId,
      fromPhaseId: placeId(place.columnKey),
      toPhaseId,
      functionId,
      ...(to.before !== undefined && { before: to.before }),
    })
    if (!result.ok) return
    wanted.current = { stop: 'card', id: place.objectiveId, rowKey: to.rowKey, columnKey: to.columnKey }
    announce(
      t('canvas.moved', {
        title: titleOfObjective(place.objectiveId),
        phase: titleOfPhase(toPhaseId),
        lineOfEffort: titleOfFunction(functionId),
      }),
    )
  }
  function drop(place: CardPlace, to: DropPlace) {
    const cell = objectivesIn(canvas, to.rowKey, to.columnKey).map(each => each.id)
    const others = cell.filter(id => id !== place.objectiveId)
    const sameCell = place.rowKey === to.rowKey && place.columnKey === to.columnKey
    const stands = cell[cell.indexOf(place.objectiveId) + 1] ?? null
    if (sameCell && stands === to.beforeId) return
    // Alone in a cell it has nothing to stand before or behind, and keeps its place in the plan.
    move(place, { rowKey: to.rowKey, columnKey: to.columnKey, ...(others.length > 0 && { before: to.beforeId }) })
  }
  function moveAcross(place: CardPlace, axis: 'column' | 'row', step: 1 | -1) {
    const next =
      axis === 'column' ? neighbour(canvas.columns, place.columnKey, step) : neighbour(canvas.rows, place.rowKey, step)
    if (!next) return announce(t('canvas.atEdge'))
    move(place, axis === 'column' ? { ...place, columnKey: next.key } : { ...place, rowKey: next.key })
  }
  function reorder(place: CardPlace, step: 1 | -1) {
    const ids = objectivesIn(canvas, place.rowKey, place.columnKey).map(each => each.id)
    const before = beforeAfterStep(ids, place.objectiveId, step)
    if (before === undefined) return announce(t('canvas.atEdge'))
    move(place, { ...place, before })
  }
  function moveHead({ kind, id }: HeadRef, step: 1 | -1) {
    const ids = [...(kind === 'phase' ? phases : functions).keys()]
    const before = beforeAfterStep(ids, id, step)
    if (before === undefined) return announce(t('canvas.atEdge'))
    if (!act(moveRecord, { kind, id, before }).ok) return
    wanted.current = { stop: kind, id }
    announce(t('canvas.headMoved', { title: headTitle({ kind, id }), place: ids.indexOf(id) + 1 + step }))
  }
  function headTitle(head: HeadRef): string {
    const title = headRecord(head)?.title
    return title || (head.kind === 'phase' ? t('canvas.untitledPhase') : t('canvas.untitledFunction'))
  }
  function rename(ref: { kind: AnyRecord['kind']; id: string }, title: string): string | undefined {
    const result = act(setField, { ...ref, field: 'title', value: title })
    return result.ok ? undefined : sentence(result.error)
  }
  function create(rowKey: string, columnKey: string, title: string): string | undefined {
    const result = act(createObjective, { title, phaseId: placeId(columnKey), functionId: placeId(rowKey) })
    if (!result.ok) return sentence(result.error)
    wanted.current = { stop: 'card', id: result.value, rowKey, columnKey }
    return undefined
  }
  function endEditing(left: boolean, back: FocusTarget) {
    if (left) wanted.current = undefined
    else wanted.current ??= back
    setEditing(undefined)
  }

  function cardEntries(place: CardPlace): readonly MenuEntry[] {
    const { objectiveId, rowKey, columnKey } = place
    const open: MenuEntry = { label: t('canvas.open'), shortcut: 'Enter', onSelect: () => openCard(place) }
    const objective = objectives.get(objectiveId)
    if (!canWrite || !objective) return [open]
    const standing = knownPhases(objective, phases)
    const rightToLeft = grid.current !== null && isRightToLeft(grid.current)
    const ids = objectivesIn(canvas, rowKey, columnKey).map(each => each.id)
    const step = (label: string, shortcut: string, enabled: boolean, onSelect: () => void): MenuEntry => ({
      label,
      shortcut,
      disabled: !enabled,
      onSelect,
    })
    const phaseBefore = neighbour(canvas.columns, columnKey, -1)
    const phaseAfter = neighbour(canvas.columns, columnKey, 1)
    const rowBefore = neighbour(canvas.rows, rowKey, -1)
    const rowAfter = neighbour(canvas.rows, rowKey, 1)
    return [
      open,
      { label: t('canvas.rename'), shortcut: 'F2', onSelect: () => setEditing({ what: 'card', place }) },
      'separator',
      { label: t('canvas.moveTo'), onSelect: () => setDialog({ move: place }) },
      step(t('canvas.moveToPreviousPhase'), rightToLeft ? 'Mod+→' : 'Mod+←', phaseBefore !== undefined, () =>
        moveAcross(place, 'column', -1),
      ),
      step(t('canvas.moveToNextPhase'), rightToLeft ? 'Mod+←' : 'Mod+→', phaseAfter !== undefined, () =>
        moveAcross(place, 'column', 1),
      ),
      step(t('canvas.moveToPreviousFunction'), 'Mod+↑', rowBefore !== undefined, () => moveAcross(place, 'row', -1)),
      step(t('canvas.moveToNextFunction'), 'Mod+↓', rowAfter !== undefined, () => moveAcross(place, 'row', 1)),
      ...(ids.length > 1
        ? [
            step(t('canvas.moveUp'), 'Alt+↑', ids[0] !== objectiveId, () => reorder(place, -1)),
            step(t('canvas.moveDown'), 'Alt+↓', ids.at(-1) !== objectiveId, () => reorder(place, 1)),
          ]
        : []),
      'separator',
      ...[...phases.values()].map(phase => ({
        label: t(standing.includes(phase.id) ? 'canvas.takeOutOf' : 'canvas.alsoPlaceIn', {
          phase: phase.title || t('canvas.untitledPhase'),
        }),
        onSelect: () => {
          const command = standing.includes(phase.id) ? removeMember : addMember
          act(command, { kind: 'objective', id: objectiveId, field: 'phaseIds', member: phase.id })
        },
      })),
      'separator',
      {
        label: t('canvas.removeObjective'),
        shortcut: 'Delete',
        danger: true,
        onSelect: () => removeObjective(objectiveId),
      },
    ]
  }
  function headEntries(head: HeadRef): readonly MenuEntry[] {
    const open: MenuEntry = { label: t('canvas.open'), shortcut: 'Enter', onSelect: () => openRecord(head) }
    if (!canWrite) return [open]
    const ids = [...(head.kind === 'phase' ? phases : functions).keys()]
    const index = ids.indexOf(head.id)
    const rightToLeft = grid.current !== null && isRightToLeft(grid.current)
    const isPhase = head.kind === 'phase'
    return [
      open,
      { label: t('canvas.rename'), shortcut: 'F2', onSelect: () => setEditing({ what: 'head', head }) },
      'separator',
      {
        label: isPhase ? t('canvas.moveEarlier') : t('canvas.moveUp'),
        shortcut: isPhase ? (rightToLeft ? 'Mod+→' : 'Mod+←') : 'Mod+↑',
        disabled: index <= 0,
        onSelect: () => moveHead(head, -1),
      },
      {
        label: isPhase ? t('canvas.moveLater') : t('canvas.moveDown'),
        shortcut: isPhase ? (rightToLeft ? 'Mod+←' : 'Mod+→') : 'Mod+↓',
        disabled: index === ids.length - 1,
        onSelect: () => moveHead(head, 1),
      },
      'separator',
      {
        label: isPhase ? t('canvas.removePhase') : t('canvas.removeFunction'),
        shortcut: 'Delete',
        danger: true,
        onSelect: () => void remove(head, headTitle(head)),
      },
    ]
  }
  /** At once where nothing hangs on it: then it is brought back as easily as it went. */
  function removeObjective(id: string) {
    const ref = { kind: 'objective', id } as const
    if (lossesWithout(readPlan(), ref).length > 0) setDialog({ remove: id })
    else remove(ref, titleOfObjective(id))
  }
  function openCard({ objectiveId }: CardPlace) {
    openRecord({ kind: 'objective', id: objectiveId })
  }
  function showMenu(stop: HTMLElement | undefined, label: string, anchor: Anchor, entries: readonly MenuEntry[]) {
    // The menu gives the focus back to where it was: to the card, not to wherever the pointer came from.
    stop?.focus({ preventScroll: true })
    setMenu({ label, anchor, entries })
  }

  // Cards and heads are many and render for themselves alone: they hold one object that always calls the newest gestures.
  const now = useLatest({
    rename,
    endEditing,
    start,
    showCardMenu(place: CardPlace, anchor: Anchor) {
      const label = t('canvas.menuOf', { title: titleOfObjective(place.objectiveId) })
      showMenu(findCard(grid.current, place), label, anchor, cardEntries(place))
    },
    showHeadMenu(head: HeadRef, anchor: Anchor) {
      const stop = findStop(grid.current, { stop: head.kind, id: head.id })
      showMenu(stop, t('canvas.menuOf', { title: headTitle(head) }), anchor, headEntries(head))
    },
    canWrite,
    editing,
  })
  const cardGestures = useMemo<CardGestures>(
    () => ({
      rename: ({ objectiveId }, title) => now.current.rename({ kind: 'objective', id: objectiveId }, title),
      endRename({ left }) {
        const { editing: was } = now.current
        if (was?.what === 'card') {
          const { objectiveId, rowKey, columnKey } = was.place
          now.current.endEditing(left, { stop: 'card', id: objectiveId, rowKey, columnKey })
        }
      },
      showMenu: (place, anchor) => now.current.showCardMenu(place, anchor),
      touch: setLit,
      startDrag: (event, place) => now.current.canWrite && now.current.start(event, place),
    }),
    [now],
  )
  const headGestures = useMemo<HeadGestures>(
    () => ({
      rename: (head, title) => now.current.rename(head, title),
      endRename({ left }) {
        const { editing: was } = now.current
        if (was?.what === 'head') now.current.endEditing(left, { stop: was.head.kind, id: was.head.id })
      },
      showMenu: (head, anchor) => now.current.showHeadMenu(head, anchor),
    }),
    [now],
  )

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const stop = event.target as HTMLElement
    if (stop.dataset.stop === undefined || event.nativeEvent.isComposing) return
    const stops = stopsIn(grid.current)
    const rightToLeft = isRightToLeft(event.currentTarget)
    if (handleGesture(event, stop, rightToLeft)) return event.preventDefault()
    if (event.altKey || event.shiftKey) return
    const control = event.ctrlKey || event.metaKey
    if (control && event.key !== 'Home' && event.key !== 'End') return
    const next = stepAmong(stops.map(placeOfStop), stops.indexOf(stop), { key: event.key, control, rightToLeft })
    if (next === undefined) return
    event.preventDefault()
    stops[next]?.focus()
  }
  /** True when the key was a gesture on what has the focus. */
  function handleGesture(event: KeyboardEvent, stop: HTMLElement, rightToLeft: boolean): boolean {
    const { key } = event
    const modified = event.ctrlKey || event.metaKey
    const plain = !modified && !event.altKey && !event.shiftKey
    const along = {
      [rightToLeft ? 'ArrowLeft' : 'ArrowRight']: 1,
      [rightToLeft ? 'ArrowRight' : 'ArrowLeft']: -1,
    } as Readonly<Record<string, 1 | -1>>
    const down = { ArrowDown: 1, ArrowUp: -1 } as Readonly<Record<string, 1 | -1>>
    const [byColumn, byRow] = [along[key], down[key]]

    const place = placeOfCard(stop)
    if (place) {
      if (plain && key === 'Enter') return (openCard(place), true)
      if (!canWrite) return false
      if (plain && key === 'F2') return (setEditing({ what: 'card', place }), true)
      if (plain && key === 'Delete') {
        return (removeObjective(place.objectiveId), true)
      }
      if (modified && !event.shiftKey && !event.altKey && byColumn) return (moveAcross(place, 'column', byColumn), true)
      if (modified && !event.shiftKey && !event.altKey && byRow) return (moveAcross(place, 'row', byRow), true)
      if (event.altKey && !modified && byRow) return (reorder(place, byRow), true)
      return false
    }
    const head = headOfStop(stop)
    if (head) {
      if (plain && key === 'Enter') return (openRecord(head), true)
      if (!canWrite) return false
      if (plain && key === 'F2') return (setEditing({ what: 'head', head }), true)
      if (plain && key === 'Delete') return (remove(head, headTitle(head)), true)
      const step = head.kind === 'phase' ? byColumn : byRow
      if (modified && step) return (moveHead(head, step), true)
    }
    return false
  }
  function handleClick(event: MouseEvent) {
    const target = event.target as HTMLElement
    if (target.closest('button, textarea')) return
    const card = target.closest<HTMLElement>('[data-stop="card"]')
    const place = card && placeOfCard(card)
    if (place) return openCard(place)
    const head = target.closest('[data-opens]')?.closest<HTMLElement>('[data-stop]')
    const ref = head && headOfStop(head)
    if (ref) openRecord(ref)
  }
  function handleFocus(event: FocusEvent) {
    const stop = event.target as HTMLElement
    if (stop.dataset.stop === undefined) return
    const stops = stopsIn(grid.current)
    held.current = stops.indexOf(stop)
    inside.current = true
    hold(stops, stop)
    const place = placeOfCard(stop)
    const record = place ? ({ kind: 'objective', id: place.objectiveId } as const) : headOfStop(stop)
    announceAt({ screen: 'canvas', record })
    const objective = place && objectives.get(place.objectiveId)
    setLit(objective && knownPhases(objective, phases).length > 1 ? objective.id : undefined)
  }

  function handleBlur(event: FocusEvent) {
    // What is taken out of the page loses the focus too, and that is no leaving.
    if (event.target.isConnected) inside.current = false
    setLit(undefined)
  }

  // One stop for Tab in the whole grid, and it is where the focus was last. What is gone hands its focus to its neighbour.
  useLayoutEffect(() => {
    const stops = stopsIn(grid.current)
    const target = wanted.current && !editing ? findStop(grid.current, wanted.current) : undefined
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

  useShortcuts(t('shell.screen.canvas'), [
    { keys: 'Enter', label: t('canvas.open') },
    { keys: 'F2', label: t('canvas.rename') },
    { keys: 'Mod+←', label: t('canvas.shortcutAcross') },
    { keys: 'Mod+↑', label: t('canvas.shortcutUpDown') },
    { keys: 'Alt+↑', label: t('canvas.shortcutReorder') },
    { keys: 'Delete', label: t('canvas.removeObjective') },
  ])

  const empty = phases.size === 0 && functions.size === 0 && objectives.size === 0
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <header className={styles.sectionHead}>
        <h2 id={heading}>{t('canvas.objectives')}</h2>
        <span className={styles.sectionCount}>{t('canvas.objectiveCount', { count: objectives.size })}</span>
        {canWrite && (
          <>
            <Button
              size="small"
              tone="quiet"
              icon={<Plus size={16} />}
              onClick={() => setDialog('phase')}
              {...soon(AddPhaseDialog)}
            >
              {t('canvas.addPhase')}
            </Button>
            <Button
              size="small"
              tone="quiet"
              icon={<Plus size={16} />}
              onClick={() => setDialog('function')}
              {...soon(AddFunctionDialog)}
            >
              {t('canvas.addFunction')}
            </Button>
          </>
        )}
      </header>
      {empty ? (
        <EmptyState title={t('canvas.empty')}>{t('canvas.emptyText')}</EmptyState>
      ) : (
        <div
          ref={grid}
          role="grid"
          aria-labelledby={heading}
          aria-readonly={!canWrite || undefined}
          className={styles.grid}
          data-dragging={drag ? '' : undefined}
          style={{ '--columns': Math.max(1, canvas.columns.length) } as CSSProperties}
          onKeyDown={handleKeyDown}
          onClick={handleClick}
          onFocus={handleFocus}
          onBlur={handleBlur}
        >
          <div role="row" className={styles.headRow}>
            <div role="columnheader" className={styles.corner}>
              {t('canvas.linesOfEffort')}
            </div>
            {canvas.columns.map(({ key, phase }, column) => (
              <PhaseHead
                key={key}
                phase={phase}
                index={column}
                renaming={editing?.what === 'head' && editing.head.kind === 'phase' && editing.head.id === key}
                gestures={headGestures}
              />
            ))}
          </div>
          {canvas.rows.map(({ key: rowKey, lineOfEffort }, row) => {
            const lead = lineOfEffort?.leadEntityId === undefined ? undefined : entities.get(lineOfEffort.leadEntityId)
            return (
              <div key={rowKey} role="row" className={styles.row}>
                <FunctionHead
                  lineOfEffort={lineOfEffort}
                  lead={lead?.acronym ?? lead?.name}
                  index={row}
                  renaming={editing?.what === 'head' && editing.head.kind === 'function' && editing.head.id === rowKey}
                  gestures={headGestures}
                />
                {canvas.columns.map(({ key: columnKey }, column) => {
                  const inCell = objectivesIn(canvas, rowKey, columnKey)
                  const over =
                    drag?.over?.rowKey === rowKey && drag.over.columnKey === columnKey ? drag.over : undefined
                  const isNew = editing?.what === 'new' && editing.rowKey === rowKey && editing.columnKey === columnKey
                  const where = {
                    phase: titleOfPhase(placeId(columnKey)),
                    lineOfEffort: titleOfFunction(placeId(rowKey)),
                  }
                  return (
                    <div
                      key={columnKey}
                      role="gridcell"
                      className={styles.cell}
                      data-cell=""
                      data-row-key={rowKey}
                      data-column-key={columnKey}
                      data-over={over ? '' : undefined}
                      data-over-end={over && over.beforeId === null && inCell.length > 0 ? '' : undefined}
                      {...(!canWrite &&
                        inCell.length === 0 && {
                          tabIndex: -1,
                          'data-stop': 'cell',
                          'data-row': row,
                          'data-column': column,
                          'aria-label': t('canvas.emptyCell', where),
                        })}
                    >
                      {inCell.map(objective => {
                        const card = cards.get(objective.id)
                        if (!card) return null
                        const others = knownPhases(objective, phases).filter(id => id !== columnKey)
                        return (
                          <div
                            key={objective.id}
                            className={styles.slot}
                            data-before={over?.beforeId === objective.id ? '' : undefined}
                          >
                            <ObjectiveCardView
                              objective={objective}
                              card={card}
                              rowKey={rowKey}
                              columnKey={columnKey}
                              row={row}
                              column={column}
                              otherPhases={others.length > 0 ? format.list(others.map(titleOfPhase)) : undefined}
                              people={people.get(objective.id)}
                              renaming={
                                editing?.what === 'card' &&
                                editing.place.objectiveId === objective.id &&
                                editing.place.rowKey === rowKey &&
                                editing.place.columnKey === columnKey
                              }
                              lit={lit === objective.id}
                              dragged={
                                drag?.place.objectiveId === objective.id &&
                                cellKey(drag.place.rowKey, drag.place.columnKey) === cellKey(rowKey, columnKey)
                              }
                              writable={canWrite}
                              gestures={cardGestures}
                            />
                          </div>
                        )
                      })}
                      {isNew && (
                        <div className={styles.newCard}>
                          <LineEditor
                            label={t('canvas.newObjectiveTitle', where)}
                            placeholder={t('canvas.newObjectivePlaceholder')}
                            value=""
                            onCommit={title => create(rowKey, columnKey, title)}
                            onDone={({ left }) => endEditing(left, { stop: 'add', rowKey, columnKey })}
                          />
                        </div>
                      )}
                      {canWrite && !isNew && (
                        <button
                          type="button"
                          tabIndex={-1}
                          className={styles.add}
                          data-stop="add"
                          data-row={row}
                          data-column={column}
                          data-row-key={rowKey}
                          data-column-key={columnKey}
                          aria-label={t('canvas.addObjectiveAt', where)}
                          onClick={() => setEditing({ what: 'new', rowKey, columnKey })}
                        >
                          <Plus size={14} aria-hidden="true" />
                          <span>{t('canvas.addObjective')}</span>
                        </button>
                      )}
                    </div>
                  )
                })}
              </div>
            )
          })}
        </div>
      )}
      {menu && (
        <Menu label={menu.label} entries={menu.entries} anchor={() => menu.anchor} onClose={() => setMenu(undefined)} />
      )}
      {dialog === 'phase' && (
        <AddPhaseDialog onAdded={id => (wanted.current = { stop: 'phase', id })} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'function' && (
        <AddFunctionDialog
          onAdded={id => (wanted.current = { stop: 'function', id })}
          onClose={() => setDialog(undefined)}
        />
      )}
      {typeof dialog === 'object' && 'remove' in dialog && (
        <RemoveObjectiveDialog
          objectiveId={dialog.remove}
          title={titleOfObjective(dialog.remove)}
          onConfirm={() => remove({ kind: 'objective', id: dialog.remove }, titleOfObjective(dialog.remove))}
          onClose={() => setDialog(undefined)}
        />
      )}
      {typeof dialog === 'object' && 'move' in dialog && (
        <MoveObjectiveDialog
          title={titleOfObjective(dialog.move.objectiveId)}
          rowKey={dialog.move.rowKey}
          columnKey={dialog.move.columnKey}
          phases={phases}
          functions={functions}
          onMove={(rowKey, columnKey) => move(dialog.move, { rowKey, columnKey })}
          onClose={() => setDialog(undefined)}
        />
      )}
    </section>
  )
}

/** The newest value, for callbacks that must stay the same. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}

function stopsIn(grid: HTMLElement | null): HTMLElement[] {
  return [...(grid?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])]
}

/** Which stop Tab comes to is kept on the elements: it is nobody's state. */
function hold(stops: readonly HTMLElement[], held: HTMLElement | undefined): void {
  for (const stop of stops) stop.tabIndex = stop === held ? 0 : -1
}

function placeOfStop(stop: HTMLElement) {
  return { row: Number(stop.dataset.row), column: Number(stop.dataset.column) }
}

function placeOfCard({ dataset }: HTMLElement): CardPlace | undefined {
  if (dataset.stop !== 'card' || dataset.objective === undefined) return undefined
  return {
    objectiveId: dataset.objective,
    rowKey: dataset.rowKey ?? unplaced,
    columnKey: dataset.columnKey ?? unplaced,
  }
}

function headOfStop({ dataset }: HTMLElement): HeadRef | undefined {
  const { stop, id } = dataset
  return (stop === 'phase' || stop === 'function') && id !== undefined ? { kind: stop, id } : undefined
}

function findCard(grid: HTMLElement | null, { objectiveId, rowKey, columnKey }: CardPlace): HTMLElement | undefined {
  return findStop(grid, { stop: 'card', id: objectiveId, rowKey, columnKey })
}

/** The stop that is meant; for a card that no longer stands in that cell, another of its standings. */
function findStop(grid: HTMLElement | null, target: FocusTarget): HTMLElement | undefined {
  const candidates = stopsIn(grid).filter(
    ({ dataset }) =>
      dataset.stop === target.stop && (target.id === undefined || (dataset.objective ?? dataset.id) === target.id),
  )
  const exact = candidates.find(
    ({ dataset }) =>
      (target.rowKey === undefined || dataset.rowKey === target.rowKey) &&
      (target.columnKey === undefined || dataset.columnKey === target.columnKey),
  )
  return exact ?? (target.id === undefined ? undefined : candidates[0])
}
