import { titleOf } from '@barycentre/plan'
import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useOpenedRecord, useOpenRecord } from '../../shell/routes.ts'
import { useShortcuts } from '../../shell/shortcuts.tsx'
import { useCanWrite, useGesture, usePlan, usePresenceAt } from '../../workspace/index.ts'
import { cardAt, cardSize, overlaps, type Place } from './box.ts'
import { CabinetToolbar } from './cabinet-toolbar.tsx'
import { ChartProvider, type ChartContextValue } from './chart-context.tsx'
import type { ChartIntents } from './chart-menu.tsx'
import { ChartPlane } from './chart-plane.tsx'
import { DrawLineDialog } from './draw-line-dialog.tsx'
import { framesOf } from './frames.ts'
import type { PostKind } from './kind-icon.tsx'
import { NewPostDialog } from './new-post-dialog.tsx'
import { Outline } from './outline.tsx'
import { branchOf } from './outline-rows.ts'
import { freePlaceAt, freePlaceBelow, placePosts } from './place-posts.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { standingOf } from './standing.ts'
import { SuperiorDialog } from './superior-dialog.tsx'
import { tidyLayout } from './tidy-layout.ts'
import { useChartActions } from './use-chart-actions.ts'
import { useStructure } from './use-structure.ts'
import { fitOptions, isInView, middleOfView, motion, readableZoom } from './view.ts'
import styles from './cabinet-screen.module.css'

export function CabinetScreen() {
  return (
    <ReactFlowProvider>
      <Cabinet />
    </ReactFlowProvider>
  )
}

/** What is being asked or written before it becomes a command. */
type Pending =
  | { readonly asks: 'rename'; readonly id: string; readonly where: Where }
  | {
      readonly asks: 'new'
      readonly where: Where
      readonly kind: PostKind
      readonly superiorId: string | undefined
      readonly place: Place
      readonly placed: boolean
    }
  | { readonly asks: 'line'; readonly from: string | undefined; readonly to: string | undefined }
  | { readonly asks: 'superior'; readonly id: string }
  | { readonly asks: 'remove'; readonly ids: readonly string[] }

type Where = 'chart' | 'outline'

const none: ReadonlySet<string> = new Set()

/** The structure of the presence: as a chart, and beside it as a tree in which everything can be done as well. */
function Cabinet() {
  const t = useMessages()
  const canWrite = useCanWrite()
  const actions = useChartActions()
  const openRecord = useOpenRecord()
  const opened = useOpenedRecord()
  const flow = useReactFlow()
  const setAt = usePresenceAt()
  const announceGesture = useGesture()
  const posts = usePlan(plan => plan.post)
  const lines = usePlan(plan => plan.line)
  const entities = usePlan(plan => plan.entity)
  const structure = useStructure(posts, lines)
  const places = useMemo(() => placePosts(posts.values(), structure.superiorOf), [posts, structure])

  const [marked, setMarked] = useState<ReadonlySet<string>>(none)
  const [selectedLine, setSelectedLine] = useState<string | undefined>(undefined)
  const [pending, setPending] = useState<Pending | undefined>(undefined)
  const [outlineOpen, setOutlineOpen] = useState(() => window.innerWidth >= 1100)
  const plane = useRef<HTMLDivElement>(null)
  const focusRequest = useRef(0)

  // Somebody may have removed what was marked here.
  const selected = useMemo(() => {
    const present = [...marked].filter(id => posts.has(id))
    return present.length === marked.size ? marked : new Set(present)
  }, [marked, posts])
  const [first] = selected
  const openedPost = opened?.kind === 'post' ? opened.id : undefined
  const at = first ?? openedPost

  useEffect(() => {
    setAt({ screen: 'cabinet', ...(at === undefined ? {} : { record: { kind: 'post', id: at } }) })
  }, [at, setAt])
  useEffect(() => () => announceGesture(undefined), [announceGesture])

  const select = useCallback((ids: ReadonlySet<string>) => {
    setMarked(ids)
    setSelectedLine(undefined)
  }, [])

  /** Brings a place into view; close up, so that one can read and write there. */
  const show = useCallback(
    (place: Place, closeUp = false) => {
      const zoom = flow.getZoom()
      if (isInView(place, flow, plane.current) && (!closeUp || zoom >= readableZoom)) return
      const { x, y } = { x: place.x + cardSize.width / 2, y: place.y + cardSize.height / 2 }
      void flow.setCenter(x, y, { zoom: closeUp ? Math.max(zoom, readableZoom) : zoom, duration: motion() })
    },
    [flow],
  )

  /** Puts the focus on a card, once it is drawn. */
  const focusCard = useCallback(
    (id: string, place: Place | undefined, closeUp = false) => {
      select(new Set([id]))
      if (place) show(place, closeUp)
      // Cards outside the view are not drawn; it takes some frames until one that comes into view is.
      const request = ++focusRequest.current
      let frames = 0
      function tryFocus() {
        if (request !== focusRequest.current || frames++ > 60) return
        const card = plane.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        if (card) card.focus({ preventScroll: true })
        else requestAnimationFrame(tryFocus)
      }
      requestAnimationFrame(tryFocus)
    },
    [select, show],
  )

  const frames = useMemo(
    () =>
      framesOf(
        [...posts.values()].flatMap(post => {
          const place = places.get(post.id)
          return place ? [{ standing: standingOf(post), box: cardAt(place) }] : []
        }),
      ),
    [posts, places],
  )

  function startNew(where: Where, kind: PostKind, superiorId: string | undefined, wished?: Place) {
    const superiorPlace = superiorId === undefined ? undefined : places.get(superiorId)
    const middle = middleOfView(flow, plane.current)
    const place =
      wished ?? (superiorPlace ? freePlaceBelow(superiorPlace, places.values()) : freePlaceAt(middle, places.values()))
    // Beside cards that the layout places, a new one is left to the layout too.
    const placed = superiorId === undefined || wished !== undefined || posts.get(superiorId)?.pos !== undefined
    if (where === 'chart') show(place, true)
    setPending({ asks: 'new', where, kind, superiorId, place, placed })
  }

  function startRename(where: Where, id: string) {
    const place = places.get(id)
    if (where === 'chart' && place) show(place, true)
    setPending({ asks: 'rename', id, where })
  }

  function endRename(id: string, title: string | undefined) {
    setPending(undefined)
    if (title !== undefined) actions.rename(id, title)
    focusCard(id, undefined)
  }

  function finishNew(title: string | undefined, kind?: PostKind) {
    if (pending?.asks !== 'new') return
    setPending(undefined)
    if (title === undefined) {
      if (pending.superiorId !== undefined) focusCard(pending.superiorId, undefined)
      return
    }
    const { superiorId, place, placed, where } = pending
    const mission = frames.find(frame => frame.name === 'mission')
    const inFrame = superiorId === undefined && placed && mission && overlaps(cardAt(place), mission.box, -60)
    const id = actions.create({
      title,
      postKind: kind ?? pending.kind,
      superiorId,
      pos: placed ? place : undefined,
      insideMission: inFrame ? true : undefined,
    })
    if (id === undefined) return
    if (where === 'chart') focusCard(id, place)
    else select(new Set([id]))
  }

  function startRemove(ids: readonly string[]) {
    const present = ids.filter(id => posts.has(id))
    if (present.length === 0) return
    const leaf = present.length === 1 && !structure.reportsOf.has(present[0] ?? null)
    // What nobody hangs on goes at once: one key brings it back.
    if (leaf) actions.remove(present)
    else setPending({ asks: 'remove', ids: present })
  }

  function neighbours(id: string): { siblings: readonly string[]; index: number } {
    const siblings = structure.reportsOf.get(structure.superiorOf.get(id)?.postId ?? null) ?? []
    return { siblings, index: siblings.indexOf(id) }
  }

  function intentsFrom(where: Where): ChartIntents {
    return {
      canWrite,
      open: (kind, id) => openRecord({ kind, id }),
      newPost: kind => startNew(where, kind, undefined),
      newReport: (id, kind = 'post') => startNew(where, kind, id),
      newSibling: id => startNew(where, posts.get(id)?.postKind ?? 'post', structure.superiorOf.get(id)?.postId),
      startRename: id => startRename(where, id),
      setKind: actions.setKind,
      startLine: (from, to) => setPending({ asks: 'line', from, to }),
      startSuperior: id => setPending({ asks: 'superior', id }),
      canMoveAmongReports(id, step) {
        const { siblings, index } = neighbours(id)
        return siblings[index + step] !== undefined
      },
      moveAmongReports(id, step) {
        const { siblings, index } = neighbours(id)
        actions.moveBefore(id, siblings[step < 0 ? index - 1 : index + 2] ?? null)
      },
      remove: startRemove,
      changeLine: actions.changeLine,
      removeLine: actions.removeLine,
    }
  }

  function handleTidy() {
    const tidy = tidyLayout(posts.values(), structure.superiorOf)
    const moved = new Map([...tidy].filter(([id, place]) => !samePlace(place, posts.get(id)?.pos)))
    if (moved.size > 0) actions.tidy(moved)
    requestAnimationFrame(() => void flow.fitView({ ...fitOptions, duration: motion() }))
  }

  /** The post and its reports go along to the first free place below the new superior. */
  function handleDropOn(id: string, superiorId: string): boolean {
    const superiorPlace = places.get(superiorId)
    const own = places.get(id)
    if (!superiorPlace || !own) return false
    const branch = branchOf(id, structure.reportsOf)
    const others = [...places].flatMap(([other, place]) => (branch.has(other) ? [] : [place]))
    const target = freePlaceBelow(superiorPlace, others)
    const moved = [...branch].flatMap(each => {
      const place = places.get(each)
      return place ? [[each, { x: place.x + target.x - own.x, y: place.y + target.y - own.y }] as const] : []
    })
    return actions.reparent(id, superiorId, new Map(moved))
  }

  const chartIntents = intentsFrom('chart')
  const renamingId = pending?.asks === 'rename' && pending.where === 'chart' ? pending.id : undefined
  const latest = useRef({ startRename, endRename, finishNew })
  useEffect(() => {
    latest.current = { startRename, endRename, finishNew }
  })
  // The same functions for as long as the screen stands: cards are drawn anew only when a name is being written.
  const chart = useMemo<ChartContextValue>(
    () => ({
      canWrite,
      renamingId,
      startRename: id => latest.current.startRename('chart', id),
      endRename: (id, title) => latest.current.endRename(id, title),
      endDraft: title => latest.current.finishNew(title),
    }),
    [canWrite, renamingId],
  )

  useShortcuts(t('cabinet.shortcuts'), [
    {
      keys: 'F2',
      label: t('cabinet.rename'),
      run: first && canWrite ? () => chartIntents.startRename(first) : undefined,
    },
    { keys: 'Delete', label: t('cabinet.delete'), run: canWrite ? handleDeleteKey : undefined },
    { keys: 'Tab', label: t('cabinet.newReport') },
    { keys: 'Enter', label: t('cabinet.newSibling') },
    { keys: 'Space', label: t('cabinet.open') },
    { keys: 'Alt+ArrowUp', label: t('cabinet.keyWalk') },
    { keys: 'ArrowUp', label: t('cabinet.keyNudge') },
    { keys: '+', label: t('cabinet.zoomIn') },
    { keys: '-', label: t('cabinet.zoomOut') },
    { keys: 'Mod+0', label: t('cabinet.zoomActual') },
    { keys: 'Shift+1', label: t('cabinet.fit') },
    { keys: 'Shift+2', label: t('cabinet.fitSelection') },
    { keys: 'Mod+A', label: t('cabinet.selectAll') },
  ])

  function handleDeleteKey() {
    // The panel of the record takes the focus to its title; on a control of it, the key is not meant for the chart.
    if (document.activeElement?.closest('button, a, input, select, textarea, [role="menu"]')) return
    if (selectedLine !== undefined) actions.removeLine(selectedLine)
    else startRemove([...selected])
  }

  const askedPost = pending?.asks === 'superior' ? posts.get(pending.id) : undefined
  const draft = pending?.asks === 'new' && pending.where === 'chart' ? pending : undefined
  return (
    <div className={styles.screen}>
      <CabinetToolbar
        intents={chartIntents}
        selected={selected}
        posts={posts}
        lines={lines}
        entities={entities}
        structure={structure}
        actions={actions}
        outlineOpen={outlineOpen}
        onToggleOutline={() => setOutlineOpen(!outlineOpen)}
        onTidy={handleTidy}
        onJump={id => focusCard(id, places.get(id), true)}
      />
      <div className={styles.body}>
        {outlineOpen && (
          <Outline
            intents={intentsFrom('outline')}
            posts={posts}
            lines={lines}
            entities={entities}
            structure={structure}
            selected={selected}
            renamingId={pending?.asks === 'rename' && pending.where === 'outline' ? pending.id : undefined}
            onSelect={id => {
              select(new Set([id]))
              const place = places.get(id)
              if (place) show(place)
            }}
            onEndRename={(id, title) => {
              setPending(undefined)
              if (title !== undefined) actions.rename(id, title)
            }}
          />
        )}
        <ChartProvider value={chart}>
          <ChartPlane
            ref={plane}
            intents={chartIntents}
            posts={posts}
            lines={lines}
            entities={entities}
            structure={structure}
            places={places}
            selected={selected}
            selectedLine={selectedLine}
            draft={draft}
            onSelect={select}
            onSelectLine={id => {
              setMarked(none)
              setSelectedLine(id)
            }}
            onMove={actions.move}
            onDropOn={handleDropOn}
            onNewAt={(place, superiorId) => startNew('chart', 'post', superiorId, place)}
            onFocusCard={id => focusCard(id, places.get(id))}
          />
        </ChartProvider>
      </div>
      {pending?.asks === 'line' && (
        <DrawLineDialog
          posts={posts}
          entities={entities}
          from={pending.from}
          to={pending.to}
          onDraw={actions.drawLine}
          onClose={() => setPending(undefined)}
        />
      )}
      {pending?.asks === 'superior' && askedPost && (
        <SuperiorDialog
          post={askedPost}
          posts={posts}
          entities={entities}
          structure={structure}
          onChange={superiorId => actions.reparent(pending.id, superiorId)}
          onClose={() => setPending(undefined)}
        />
      )}
      {pending?.asks === 'remove' && (
        <RemoveDialog
          ids={pending.ids}
          onConfirm={() => actions.remove(pending.ids)}
          onClose={() => setPending(undefined)}
        />
      )}
      {pending?.asks === 'new' && pending.where === 'outline' && (
        <NewPostDialog
          kind={pending.kind}
          superior={pending.superiorId === undefined ? undefined : nameOf(pending.superiorId)}
          onCreate={finishNew}
          onClose={() => setPending(undefined)}
        />
      )}
    </div>
  )

  function nameOf(id: string): string {
    const post = posts.get(id)
    return post ? titleOf(post) : id
  }
}

function samePlace(a: Place, b: Place | undefined): boolean {
  return a.x === b?.x && a.y === b.y
}
