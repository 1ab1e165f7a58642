import type { RecordOf } from '@barycentre/plan'
import { Badge } from '@barycentre/ui'
import { Ellipsis } from 'lucide-react'
import { memo, type MouseEvent } from 'react'
import { useFormat, useMessages } from '../../shell/language.tsx'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { LineEditor } from './line-editor.tsx'
import styles from './objective-grid.module.css'

export type HeadRef = { readonly kind: 'phase' | 'function'; readonly id: string }

/** What the grid does for the heads of its columns and rows; the same object for as long as the grid lives. */
export type HeadGestures = {
  readonly rename: (head: HeadRef, title: string) => string | undefined
  readonly endRename: (end: { readonly left: boolean }) => void
  readonly showMenu: (head: HeadRef, anchor: Element | { x: number; y: number }) => void
}

type HeadProps = {
  readonly index: number
  readonly renaming: boolean
  readonly gestures: HeadGestures
}

export const PhaseHead = memo(function PhaseHead(props: HeadProps & { readonly phase: RecordOf<'phase'> | undefined }) {
  const { phase, index } = props
  const t = useMessages()
  const format = useFormat()
  if (!phase) {
    return (
      <div role="columnheader" className={styles.columnHead} data-unplaced="">
        {t('canvas.noPhaseYet')}
      </div>
    )
  }
  const from = phase.plannedStart && format.date(phase.plannedStart)
  const to = phase.plannedEnd && format.date(phase.plannedEnd)
  return (
    <div
      role="columnheader"
      className={styles.columnHead}
      {...headProps({ kind: 'phase', id: phase.id }, props)}
      data-row={-1}
      data-column={index}
    >
      <HeadTitle
        {...props}
        head={{ kind: 'phase', id: phase.id }}
        title={phase.title}
        untitled={t('canvas.untitledPhase')}
        label={t('canvas.phaseTitle')}
      />
      <div className={styles.headFacts}>
        {(from || to) && (
          <span>
            {from && to
              ? t('canvas.phaseDates', { from, to })
              : from
                ? t('canvas.phaseFrom', { from })
                : t('canvas.phaseTo', { to: to ?? '' })}
          </span>
        )}
        {phase.phaseKind && <Badge>{t(`kinds.choice.${phase.phaseKind}`)}</Badge>}
        {phase.missionRun === false && <Badge>{t('canvas.notMissionRun')}</Badge>}
      </div>
    </div>
  )
})

type FunctionHeadProps = HeadProps & {
  readonly lineOfEffort: RecordOf<'function'> | undefined
  readonly lead: string | undefined
}

export const FunctionHead = memo(function FunctionHead(props: FunctionHeadProps) {
  const { lineOfEffort, lead, index } = props
  const t = useMessages()
  if (!lineOfEffort) {
    return (
      <div role="rowheader" className={styles.rowHead} data-unplaced="">
        {t('canvas.noFunctionYet')}
      </div>
    )
  }
  const head: HeadRef = { kind: 'function', id: lineOfEffort.id }
  return (
    <div role="rowheader" className={styles.rowHead} {...headProps(head, props)} data-row={index} data-column={-1}>
      <HeadTitle
        {...props}
        head={head}
        title={lineOfEffort.title}
        untitled={t('canvas.untitledFunction')}
        label={t('canvas.functionTitle')}
      />
      {lead && (
        <div className={styles.headFacts}>
          <Badge>{lead}</Badge>
        </div>
      )}
    </div>
  )
})

function headProps(head: HeadRef, { gestures }: HeadProps) {
  return {
    tabIndex: -1,
    'data-stop': head.kind,
    'data-id': head.id,
    onContextMenu(event: MouseEvent<HTMLElement>) {
      event.preventDefault()
      const byKeyboard = event.button !== 2 && event.clientX === 0 && event.clientY === 0
      gestures.showMenu(head, byKeyboard ? event.currentTarget : { x: event.clientX, y: event.clientY })
    },
  }
}

type HeadTitleProps = HeadProps & {
  readonly head: HeadRef
  readonly title: string | undefined
  readonly untitled: string
  readonly label: string
}

function HeadTitle({ head, title, untitled, label, renaming, gestures }: HeadTitleProps) {
  const t = useMessages()
  if (renaming) {
    return (
      <LineEditor
        label={label}
        value={title ?? ''}
        className={styles.headTitle}
        onCommit={text => gestures.rename(head, text)}
        onDone={gestures.endRename}
      />
    )
  }
  return (
    <div className={styles.headLine}>
      <span className={styles.headTitle} dir="auto" data-opens="">
        {title || untitled}
      </span>
      <FindingMark kind={head.kind} id={head.id} />
      <button
        type="button"
        tabIndex={-1}
        className={styles.headMenu}
        aria-label={t('canvas.menuOf', { title: title || untitled })}
        aria-haspopup="menu"
        onClick={event => gestures.showMenu(head, event.currentTarget)}
      >
        <Ellipsis size={16} aria-hidden="true" />
      </button>
    </div>
  )
}
