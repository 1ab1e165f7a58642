import type { RecordOf } from '@barycentre/plan'
import { Badge, classNames } from '@barycentre/ui'
import { Columns3, Ellipsis, GripVertical, Star } from 'lucide-react'
import { memo, type PointerEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { StatusMark, statusWord } from '../benchmarks/status-mark.tsx'
import { FindingMark } from '../coherence/finding-mark.tsx'
import { LineEditor } from './line-editor.tsx'
import { MoneyLine } from './money-line.tsx'
import type { ObjectiveCard } from './objective-card.ts'
import styles from './objective-card.module.css'

/** One standing of an objective on the canvas: it has as many as it has phases. */
export type CardPlace = { readonly objectiveId: string; readonly rowKey: string; readonly columnKey: string }

/** What the grid does for its cards; the same object for as long as the grid lives, so that cards render only for themselves. */
export type CardGestures = {
  readonly rename: (place: CardPlace, title: string) => string | undefined
  readonly endRename: (end: { readonly left: boolean }) => void
  readonly showMenu: (place: CardPlace, anchor: Element | { x: number; y: number }) => void
  readonly touch: (objectiveId: string | undefined) => void
  readonly startDrag: (event: PointerEvent<HTMLElement>, place: CardPlace) => void
}

export type CardPerson = { readonly personId: string; readonly name: string; readonly group: string }

type ObjectiveCardViewProps = {
  readonly objective: RecordOf<'objective'>
  readonly card: ObjectiveCard
  readonly rowKey: string
  readonly columnKey: string
  readonly row: number
  readonly column: number
  /** The titles of the other phases in which it stands, or nothing. */
  readonly otherPhases: string | undefined
  readonly people: readonly CardPerson[] | undefined
  readonly renaming: boolean
  /** The pointer or the focus is on another standing of the same objective. */
  readonly lit: boolean
  readonly dragged: boolean
  readonly writable: boolean
  readonly gestures: CardGestures
}

export const ObjectiveCardView = memo(function ObjectiveCardView(props: ObjectiveCardViewProps) {
  const { objective, card, rowKey, columnKey, gestures, people } = props
  const t = useMessages()
  const place: CardPlace = { objectiveId: objective.id, rowKey, columnKey }
  const title = objective.title || t('canvas.untitledObjective')

  return (
    <div
      role="group"
      aria-label={title}
      tabIndex={-1}
      data-stop="card"
      data-row={props.row}
      data-column={props.column}
      data-row-key={rowKey}
      data-column-key={columnKey}
      data-objective={objective.id}
      data-group={people?.[0]?.group}
      className={classNames(styles.card, props.lit && styles.lit, props.dragged && styles.dragged)}
      onPointerDown={event => gestures.startDrag(event, place)}
      onPointerEnter={() => gestures.touch(props.otherPhases && objective.id)}
      onPointerLeave={() => gestures.touch(undefined)}
      onContextMenu={event => {
        event.preventDefault()
        const byKeyboard = event.button !== 2 && event.clientX === 0 && event.clientY === 0
        gestures.showMenu(place, byKeyboard ? event.currentTarget : { x: event.clientX, y: event.clientY })
      }}
    >
      <div className={styles.head}>
        {props.writable && (
          <span className={styles.grip} data-grip="" aria-hidden="true">
            <GripVertical size={14} />
          </span>
        )}
        {props.renaming ? (
          <LineEditor
            label={t('canvas.objectiveTitle')}
            className={styles.title}
            value={objective.title ?? ''}
            onCommit={text => gestures.rename(place, text)}
            onDone={gestures.endRename}
          />
        ) : (
          <span className={styles.title} dir="auto">
            {title}
          </span>
        )}
        <FindingMark kind="objective" id={objective.id} />
        <button
          type="button"
          tabIndex={-1}
          className={styles.menuButton}
          aria-label={t('canvas.menuOf', { title })}
          aria-haspopup="menu"
          onPointerDown={event => event.stopPropagation()}
          onClick={event => gestures.showMenu(place, event.currentTarget)}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.facts}>
        {card.lead ? (
          <Badge group={card.lead.group}>
            {[card.lead.name, card.lead.group === card.lead.name ? undefined : card.lead.group]
              .filter(Boolean)
              .join(' · ')}
          </Badge>
        ) : (
          <span className={styles.lacking}>{t('canvas.noLead')}</span>
        )}
        {objective.priority === 'main_effort' && (
          <Badge icon={<Star size={12} aria-hidden="true" />}>{t('canvas.mainEffort')}</Badge>
        )}
        {objective.status && objective.status !== 'active' && <Badge>{t(`kinds.choice.${objective.status}`)}</Badge>}
        {props.otherPhases && (
          <span className={styles.phases} title={t('canvas.alsoIn', { phases: props.otherPhases })}>
            <Columns3 size={14} aria-hidden="true" />
            {new Set(objective.phaseIds).size}
            <span className={styles.spoken}>{t('canvas.alsoIn', { phases: props.otherPhases })}</span>
          </span>
        )}
      </div>
      {card.benchmarks.length > 0 ? (
        <ul className={styles.benchmarks} aria-label={t('canvas.benchmarks')}>
          {card.benchmarks.map(({ status, count }) => (
            <li key={status} title={statusWord(t, status)}>
              <StatusMark status={status} />
              {count}
              <span className={card.benchmarks.length > 2 ? styles.spoken : styles.word}>{statusWord(t, status)}</span>
            </li>
          ))}
        </ul>
      ) : (
        <span className={styles.lacking}>{t('canvas.noBenchmarks')}</span>
      )}
      {card.money.map(sum => (
        <MoneyLine key={sum.currency} sum={sum} />
      ))}
      {card.money.length === 0 && <span className={styles.lacking}>{t('canvas.noMoney')}</span>}
      {people && (
        <div className={styles.people}>
          {people.map(person => (
            <span key={person.personId} title={t('canvas.openedBy', { names: person.name })}>
              <Badge group={person.group}>{`${person.name} · ${person.group}`}</Badge>
            </span>
          ))}
        </div>
      )}
    </div>
  )
})
