import { titleOf, type RecordOf, type Structure } from '@barycentre/plan'
import {
  classNames,
  indexAfter,
  isRightToLeft,
  Menu,
  MenuButton,
  stepFor,
  type MenuEntry,
  VisuallyHidden,
} from '@barycentre/ui'
import { ChevronRight, Plus } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { lineMenu, newPostMenu, postMenu, type ChartIntents } from './chart-menu.tsx'
import { KindIcon } from './kind-icon.tsx'
import { LineSample } from './line-sample.tsx'
import { outlineRows, type OutlineRow } from './outline-rows.ts'
import { standingOf } from './standing.ts'
import { staffingOf } from './staffing.ts'
import { TitleInput } from './title-input.tsx'
import styles from './outline.module.css'

type OutlineProps = {
  readonly intents: ChartIntents
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly structure: Structure
  readonly selected: ReadonlySet<string>
  readonly renamingId: string | undefined
  readonly onSelect: (id: string) => void
  readonly onEndRename: (id: string, title: string | undefined) => void
}

const nothing: ReadonlySet<string> = new Set()

/** The same structure as a tree: for reading aloud, for the keyboard alone, and for narrow screens. */
export function Outline(props: OutlineProps) {
  const { intents, posts, lines, structure, selected, renamingId } = props
  const t = useMessages()
  const tree = useRef<HTMLDivElement>(null)
  const [collapsed, setCollapsed] = useState(nothing)
  const [activeKey, setActiveKey] = useState<string | undefined>(undefined)
  const [menu, setMenu] = useState<
    | { label: string; anchor: () => Element | { x: number; y: number } | null; entries: readonly MenuEntry[] }
    | undefined
  >(undefined)
  const typed = useRef({ text: '', at: 0 })
  const rows = useMemo(() => outlineRows(posts, lines, structure, collapsed), [posts, lines, structure, collapsed])
  const [first] = selected
  const stop = rows.some(row => row.key === activeKey) ? activeKey : (rows[0]?.key ?? undefined)

  // What is marked on the chart is the current row here; a marked post inside a closed branch opens it.
  useEffect(() => {
    if (first === undefined) return
    setActiveKey(`post/${first}`)
    setCollapsed(before => {
      const open = new Set(before)
      for (let at = structure.superiorOf.get(first); at; at = structure.superiorOf.get(at.postId))
        open.delete(at.postId)
      return open.size === before.size ? before : open
    })
  }, [first, structure])
  useEffect(() => {
    if (first !== undefined) rowElement(tree.current, `post/${first}`)?.scrollIntoView({ block: 'nearest' })
  }, [first, rows])

  function focusRow(key: string | undefined) {
    if (key === undefined) return
    setActiveKey(key)
    rowElement(tree.current, key)?.focus()
  }
  function toggle(id: string, expand: boolean) {
    setCollapsed(before => {
      const next = new Set(before)
      if (expand) next.delete(id)
      else next.add(id)
      return next
    })
  }
  function entriesFor(row: OutlineRow): readonly MenuEntry[] {
    return row.row === 'post' ? postMenu(t, intents, row.post) : lineMenu(t, intents, row.line)
  }
  function labelFor(row: OutlineRow): string {
    return row.row === 'post' ? titleOf(row.post) : t(`cabinet.line.${row.line.type ?? 'direct'}`)
  }
  function openRow(row: OutlineRow) {
    if (row.row === 'post') intents.open('post', row.post.id)
    else intents.open('line', row.line.id)
  }

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const index = rows.findIndex(row => row.key === stop)
    const row = rows[index]
    if (!row || (event.target as Element).closest('textarea')) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (handleRowKey(event, row, index)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  function handleRowKey(event: KeyboardEvent<HTMLElement>, row: OutlineRow, index: number): boolean {
    const step = stepFor(event.key, { orientation: 'vertical', rightToLeft: false })
    if (step) {
      // A tree ends where it ends: it does not go round.
      const atEdge = (step === 'next' && index === rows.length - 1) || (step === 'previous' && index === 0)
      if (!atEdge) focusRow(rows[indexAfter(step, index, rows.length)]?.key)
      return true
    }
    const [deeper, higher] = isRightToLeft(event.currentTarget)
      ? ['ArrowLeft', 'ArrowRight']
      : ['ArrowRight', 'ArrowLeft']
    switch (event.key) {
      case deeper:
        if (row.row === 'post' && row.expandable) {
          if (row.expanded) focusRow(rows[index + 1]?.key)
          else toggle(row.post.id, true)
        }
        return true
      case higher:
        if (row.row === 'post' && row.expanded) toggle(row.post.id, false)
        else focusRow(row.parentKey)
        return true
      case 'Enter':
      case ' ':
        openRow(row)
        return true
      case 'F2':
        if (row.row === 'post' && intents.canWrite) intents.startRename(row.post.id)
        return true
      case 'Insert':
        if (row.row === 'post' && intents.canWrite) intents.newReport(row.post.id)
        return true
      case 'Delete':
        if (intents.canWrite) {
          if (row.row === 'post') intents.remove([row.post.id])
          else intents.removeLine(row.line.id)
          focusRow(rows[index - 1]?.key ?? rows[index + 1]?.key)
        }
        return true
      default:
        return event.key.length === 1 && findByText(event.key, event.timeStamp, index)
    }
  }
  function findByText(key: string, at: number, index: number): boolean {
    const text = at - typed.current.at < 700 ? typed.current.text + key : key
    typed.current = { text, at }
    const from = text.length === 1 ? index + 1 : index
    const inOrder = [...rows.slice(from), ...rows.slice(0, from)]
    const wanted = text.toLocaleLowerCase()
    focusRow(inOrder.find(row => row.row === 'post' && titleOf(row.post).toLocaleLowerCase().startsWith(wanted))?.key)
    return true
  }
  function handleContextMenu(event: MouseEvent<HTMLElement>) {
    const key = (event.target as Element).closest<HTMLElement>('[role="treeitem"]')?.dataset.key
    const row = rows.find(each => each.key === key)
    if (!row) return
    event.preventDefault()
    const byKey = event.clientX === 0 && event.clientY === 0
    const at = { x: event.clientX, y: event.clientY }
    setActiveKey(row.key)
    setMenu({
      label: labelFor(row),
      entries: entriesFor(row),
      anchor: () => (byKey ? rowElement(tree.current, row.key) : at),
    })
  }

  const { onSelect } = props
  const handleClick = useCallback(
    (row: OutlineRow) => {
      setActiveKey(row.key)
      if (row.row === 'post') onSelect(row.post.id)
    },
    [onSelect],
  )
  const handleToggle = useCallback((id: string, expand: boolean) => toggle(id, expand), [])
  const endRename = useRef(props.onEndRename)
  useEffect(() => {
    endRename.current = props.onEndRename
  })
  const handleEndRename = useCallback((id: string, title: string | undefined) => {
    endRename.current(id, title)
    requestAnimationFrame(() => rowElement(tree.current, `post/${id}`)?.focus())
  }, [])

  return (
    <section className={styles.pane} aria-label={t('cabinet.outline')}>
      <header className={styles.head}>
        <h2 className={styles.heading}>{t('cabinet.outlineTitle')}</h2>
        <span className={styles.count}>{t('cabinet.posts', { count: posts.size })}</span>
        {intents.canWrite && (
          <MenuButton
            iconOnly
            size="small"
            tone="quiet"
            icon={<Plus size={16} />}
            label={t('cabinet.new')}
            placement="below-end"
            entries={newPostMenu(t, intents.newPost)}
          />
        )}
      </header>
      <div
        ref={tree}
        role="tree"
        aria-label={t('cabinet.outlineTitle')}
        className={styles.tree}
        onKeyDown={handleKeyDown}
        onContextMenu={handleContextMenu}
      >
        {rows.map(row => (
          <OutlineRowView
            key={row.key}
            row={row}
            entity={row.row === 'post' ? props.entities.get(row.post.entityId ?? '') : undefined}
            hasStop={row.key === stop}
            selected={row.row === 'post' && selected.has(row.post.id)}
            renaming={row.row === 'post' && renamingId === row.post.id}
            onClick={handleClick}
            onToggle={handleToggle}
            onEndRename={handleEndRename}
          />
        ))}
      </div>
      <p className={styles.hint}>{intents.canWrite ? t('cabinet.outlineHint') : t('cabinet.outlineHintReader')}</p>
      {menu && (
        <Menu label={menu.label} entries={menu.entries} anchor={menu.anchor} onClose={() => setMenu(undefined)} />
      )}
    </section>
  )
}

type OutlineRowViewProps = {
  readonly row: OutlineRow
  readonly entity: RecordOf<'entity'> | undefined
  readonly hasStop: boolean
  readonly selected: boolean
  readonly renaming: boolean
  readonly onClick: (row: OutlineRow) => void
  readonly onToggle: (id: string, expand: boolean) => void
  readonly onEndRename: (id: string, title: string | undefined) => void
}

const OutlineRowView = memo(
  function OutlineRowView({ row, entity, hasStop, selected, renaming, ...on }: OutlineRowViewProps) {
    const t = useMessages()
    const common = {
      role: 'treeitem',
      'data-key': row.key,
      'aria-level': row.level,
      'aria-posinset': row.position,
      'aria-setsize': row.siblings,
      'aria-selected': selected,
      tabIndex: hasStop ? 0 : -1,
      style: { paddingInlineStart: `${(row.level - 1) * 16 + 4}px` },
      onClick: () => on.onClick(row),
      onFocus: () => on.onClick(row),
    }
    if (row.row === 'line') {
      return (
        <div {...common} onFocus={undefined} className={classNames(styles.row, styles.line)}>
          <LineSample type={row.line.type ?? 'direct'} />
          <span className={styles.text} dir="auto">
            {t('cabinet.lineToWhom', {
              type: t(`cabinet.line.${row.line.type ?? 'direct'}`),
              title: titleOf(row.other),
            })}
          </span>
        </div>
      )
    }
    const { post, expandable, expanded } = row
    const staffing = staffingOf(post)
    const standing = standingOf(post)
    return (
      <div
        {...common}
        aria-expanded={expandable ? expanded : undefined}
        className={classNames(styles.row, selected && styles.selected)}
      >
        {expandable ? (
          // The arrows do the same for the keyboard.
          <span
            className={styles.twist}
            data-expanded={expanded}
            aria-hidden="true"
            onClick={event => {
              event.stopPropagation()
              on.onToggle(post.id, !expanded)
            }}
          >
            <ChevronRight size={14} className="mirrored" />
          </span>
        ) : (
          <span className={styles.twist} />
        )}
        <span className={styles.icon}>
          <KindIcon kind={post.postKind ?? 'post'} size={14} />
        </span>
        {renaming ? (
          <TitleInput
            label={t('cabinet.nameOf', { title: post.title ?? '' })}
            value={post.title ?? ''}
            onEnd={title => on.onEndRename(post.id, title)}
          />
        ) : (
          <span className={styles.text} dir="auto">
            {titleOf(post)}
          </span>
        )}
        <span className={styles.details}>
          {staffing.state === 'vacant' && <span className={styles.vacant}>{t('cabinet.vacant')}</span>}
          {standing === 'outside' && <span>{t('cabinet.standingShort.outside')}</span>}
          {standing === 'presence' && <VisuallyHidden>{t('cabinet.standingShort.presence')}</VisuallyHidden>}
          {entity && (
            <span className={styles.entity} data-group={entity.group} dir="auto">
              {entity.acronym ?? entity.name}
            </span>
          )}
        </span>
      </div>
    )
  },
  (a, b) =>
    a.entity === b.entity &&
    a.hasStop === b.hasStop &&
    a.selected === b.selected &&
    a.renaming === b.renaming &&
    a.onClick === b.onClick &&
    sameRow(a.row, b.row),
)

/** Rows are made anew with every change of the structure; most of them say the same as before. */
function sameRow(a: OutlineRow, b: OutlineRow): boolean {
  if (a.key !== b.key || a.level !== b.level || a.position !== b.position || a.siblings !== b.siblings) return false
  if (a.row === 'post' && b.row === 'post') {
    return a.post === b.post && a.expandable === b.expandable && a.expanded === b.expanded
  }
  return a.row === 'line' && b.row === 'line' && a.line === b.line && a.other === b.other
}

function rowElement(tree: HTMLElement | null, key: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null
}
