import { titleOf, type RecordOf, type Structure } from '@barycentre/plan'
import { announce, Badge, EmptyState, Menu, Button, MenuButton, type MenuEntry } from '@barycentre/ui'
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  MiniMap,
  Panel,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
  type FinalConnectionState,
  type Node,
  type NodeChange,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type Ref } from 'react'
import { useMessages } from '../../shell/language.tsx'
import { useGesture, useOpened, usePlan } from '../../workspace/index.ts'
import { cardAt, cardSize, type Place } from './box.ts'
import { createLineBuilder } from './chart-lines.ts'
import { createNodeBuilder, measures, type PostNode, type PostNodeData } from './chart-nodes.ts'
import { lineMenu, newPostMenu, postMenu, selectionMenu, type ChartIntents } from './chart-menu.tsx'
import { DraftCard, type DraftNode } from './draft-card.tsx'
import { ForeignDrags } from './foreign-drags.tsx'
import { FrameLayer } from './frame-layer.tsx'
import { framesOf } from './frames.ts'
import type { PostKind } from './kind-icon.tsx'
import { LineLayer } from './line-layer.tsx'
import { branchOf } from './outline-rows.ts'
import { PostCard } from './post-card.tsx'
import { standingOf } from './standing.ts'
import { staffingOf } from './staffing.ts'
import type { DragGesture } from './read-drag.ts'
import { useHolders } from './use-holders.ts'
import { useSteady } from './use-steady.ts'
import { fitOptions } from './view.ts'
import styles from './chart-plane.module.css'

const nodeTypes = { post: PostCard, draft: DraftCard }
const grid: [number, number] = [10, 10]
const draftId = 'draft'
/** How often others are told where a post is dragged to: enough to follow, little enough for a satellite link. */
const announceEvery = 150

type ChartPlaneProps = {
  readonly ref: Ref<HTMLDivElement>
  readonly intents: ChartIntents
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly structure: Structure
  readonly places: ReadonlyMap<string, Place>
  readonly selected: ReadonlySet<string>
  readonly selectedLine: string | undefined
  readonly draft: { readonly kind: PostKind; readonly place: Place } | undefined
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onSelectLine: (id: string | undefined) => void
  readonly onMove: (places: ReadonlyMap<string, Place>) => void
  readonly onDropOn: (id: string, superiorId: string) => boolean
  readonly onNewAt: (place: Place, superiorId: string | undefined) => void
  readonly onFocusCard: (id: string) => void
}

type OpenMenu = { readonly label: string; readonly at: Place; readonly entries: readonly MenuEntry[] }

/** The chart itself. Its plane is not mirrored in any language: a place is a place; what is around it is. */
export function ChartPlane(props: ChartPlaneProps) {
  const { intents, posts, lines, entities, structure, places, selected, draft } = props
  const t = useMessages()
  const flow = useReactFlow()
  const opened = useOpened()
  const missionName = usePlan(plan => plan.plan.get('plan')?.missionName)
  const { holders, drags } = useHolders()
  const announceGesture = useGesture()
  const isFar = useStore(state => state.transform[2] < 0.5)
  const [held, setHeld] = useState<ReadonlyMap<string, Place> | undefined>(undefined)
  const [awaitedId, setAwaitedId] = useState<string | undefined>(undefined)
  const [menu, setMenu] = useState<OpenMenu | undefined>(undefined)
  const [buildNodes] = useState(createNodeBuilder)
  const [buildLines] = useState(createLineBuilder)
  const announcedAt = useRef(0)
  const { canWrite } = intents

  const describe = useCallback(
    ({ post, entity, standing, reports }: PostNodeData) => {
      const staffing = staffingOf(post)
      return [
        titleOf(post),
        t(`cabinet.kind.${post.postKind ?? 'post'}`),
        entity?.name,
        t(`cabinet.standing.${standing}`),
        staffing.state === 'vacant' && t('cabinet.vacant'),
        reports > 0 && t('cabinet.reports', { count: reports }),
      ]
        .filter(Boolean)
        .join(', ')
    },
    [t],
  )
  const postNodes = useMemo(
    () =>
      buildNodes({
        posts,
        entities,
        places,
        held,
        selected,
        holders,
        reportsOf: structure.reportsOf,
        awaitedId,
        canWrite,
        describe,
      }),
    [buildNodes, posts, entities, places, held, selected, holders, structure, awaitedId, canWrite, describe],
  )
  const nodes = useMemo<(PostNode | DraftNode)[]>(
    () => (draft ? [...postNodes, draftNode(draft.kind, draft.place)] : postNodes),
    [postNodes, draft],
  )
  const chartLines = useMemo(
    () => buildLines({ lines, places, superiorOf: structure.superiorOf }),
    [buildLines, lines, places, structure],
  )
  const frames = useMemo(
    () =>
      framesOf(
        [...posts.values()].flatMap(post => {
          const place = held?.get(post.id) ?? places.get(post.id)
          return place ? [{ standing: standingOf(post), box: cardAt(place) }] : []
        }),
      ),
    [posts, places, held],
  )

  const { onMove } = props
  const settle = useCallback(
    (moved: ReadonlyMap<string, Place>) => {
      onMove(moved)
      setHeld(undefined)
    },
    [onMove],
  )

  function handleNodesChange(changes: NodeChange<PostNode | DraftNode>[]) {
    let marked: Set<string> | undefined
    let moved: Map<string, Place> | undefined
    for (const change of changes) {
      if (change.type === 'select') {
        marked ??= new Set(selected)
        if (change.selected) marked.add(change.id)
        else marked.delete(change.id)
      } else if (change.type === 'position' && change.position && change.dragging) {
        moved ??= new Map(held)
        moved.set(change.id, change.position)
      }
    }
    if (marked) props.onSelect(marked)
    if (moved) setHeld(moved)
  }

  function handleDrag(event: globalThis.MouseEvent | TouchEvent, _node: Node, dragged: Node[]) {
    announceDrag(dragged)
    const [only, another] = dragged
    if (!only || another || !('clientX' in event)) return
    const pointer = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const under = postAt(pointer, branchOf(only.id, structure.reportsOf))
    // Its own superior is no question.
    setAwaitedId(structure.superiorOf.get(only.id)?.postId === under ? undefined : under)
  }

  function handleDragStop(_event: unknown, _node: Node, dragged: Node[]) {
    announceGesture(undefined)
    setAwaitedId(undefined)
    const [only] = dragged
    if (awaitedId !== undefined && only) {
      props.onDropOn(only.id, awaitedId)
      setHeld(undefined)
    } else settle(new Map(dragged.map(({ id, position }) => [id, position])))
  }

  function announceDrag(dragged: readonly Node[]) {
    const now = performance.now()
    if (now - announcedAt.current < announceEvery) return
    announcedAt.current = now
    const gesture: DragGesture = {
      gesture: 'cabinet-drag',
      places: Object.fromEntries(
        // A marquee may hold hundreds; the first ones say enough.
        dragged.slice(0, 12).map(({ id, position }) => [id, { x: Math.round(position.x), y: Math.round(position.y) }]),
      ),
    }
    announceGesture(gesture)
  }

  function postAt({ x, y }: Place, except: ReadonlySet<string>): string | undefined {
    for (const [id, place] of places) {
      const inside = x >= place.x && x <= place.x + cardSize.width && y >= place.y && y <= place.y + cardSize.height
      if (inside && !except.has(id)) return id
    }
    return undefined
  }

  function handleConnectEnd(event: globalThis.MouseEvent | TouchEvent, connection: FinalConnectionState) {
    const origin = connection.fromHandle
    if (!origin) return
    const at = 'clientX' in event ? event : event.changedTouches[0]
    if (!at) return
    const pointer = flow.screenToFlowPosition({ x: at.clientX, y: at.clientY })
    const other = connection.toNode?.id ?? postAt(pointer, new Set([origin.nodeId]))
    // From the upper handle a line goes up from this post; from the lower one, from the other post up to this one.
    if (other !== undefined && other !== origin.nodeId) {
      if (origin.type === 'source') intents.startLine(origin.nodeId, other)
      else intents.startLine(other, origin.nodeId)
    } else if (other === undefined && origin.type === 'target') {
      props.onNewAt({ x: pointer.x - cardSize.width / 2, y: pointer.y }, origin.nodeId)
    }
  }

  function handleNodeClick(event: MouseEvent, node: Node) {
    if (node.id === draftId || event.shiftKey || event.ctrlKey || event.metaKey || event.detail > 1) return
    intents.open('post', node.id)
  }

  function handlePaneClick(event: MouseEvent) {
    props.onSelect(new Set())
    if (event.detail === 2 && canWrite) {
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      props.onNewAt({ x: x - cardSize.width / 2, y: y - cardSize.height / 2 }, undefined)
    }
  }

  const handleLineClick = useSteady((id: string) => {
    props.onSelectLine(id)
    intents.open('line', id)
    if (canWrite) announce(t('cabinet.lineHint'))
  })

  function handleNodeMenu(event: MouseEvent, node: Node) {
    const post = posts.get(node.id)
    if (!post) return
    if (selected.has(node.id) && selected.size > 1) {
      handleSelectionMenu(event, [...selected])
      return
    }
    props.onSelect(new Set([node.id]))
    showMenu(event, titleOf(post), postMenu(t, intents, post))
  }

  function handleSelectionMenu(event: MouseEvent, ids: readonly string[]) {
    showMenu(event, t('cabinet.selected', { count: ids.length }), selectionMenu(t, intents, ids))
  }

  const handleLineMenu = useSteady((event: MouseEvent, id: string) => {
    const line = lines.get(id)
    if (!line) return
    props.onSelectLine(id)
    showMenu(event, t(`cabinet.line.${line.type ?? 'direct'}`), lineMenu(t, intents, line))
  })

  function handlePaneMenu(event: MouseEvent | globalThis.MouseEvent) {
    if (!canWrite) {
      event.preventDefault()
      return
    }
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
    showMenu(event, t('cabinet.chart'), [
      {
        label: t('cabinet.newHere'),
        onSelect: () => props.onNewAt({ x: x - cardSize.width / 2, y: y - cardSize.height / 2 }, undefined),
      },
      { label: t('cabinet.drawLine'), onSelect: () => intents.startLine() },
    ])
  }

  function showMenu(event: MouseEvent | globalThis.MouseEvent, label: string, entries: readonly MenuEntry[]) {
    event.preventDefault()
    event.stopPropagation()
    // The menu key has no place of its own.
    const box = (event.target as Element).getBoundingClientRect()
    const byKey = event.clientX === 0 && event.clientY === 0
    setMenu({ label, entries, at: byKey ? { x: box.x + 12, y: box.y + 24 } : { x: event.clientX, y: event.clientY } })
  }

  function handleKeyDown(event: KeyboardEvent<HTMLElement>) {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    if (target !== event.currentTarget && id === undefined) return
    if (handleViewKey(event) || (id !== undefined && handleCardKey(event, id))) event.preventDefault()
  }

  function handleViewKey(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey
    if (mod && event.key === '0') void flow.zoomTo(1)
    else if (mod && event.key.toLowerCase() === 'a') props.onSelect(new Set(posts.keys()))
    else if (mod || event.altKey) return false
    else if (event.key === '+' || event.key === '=') void flow.zoomIn()
    else if (event.key === '-') void flow.zoomOut()
    // By the key's place: with Shift, the digits are other signs on most keyboards.
    else if (event.shiftKey && event.code === 'Digit1') void flow.fitView(fitOptions)
    else if (event.shiftKey && event.code === 'Digit2') {
      void flow.fitView({ ...fitOptions, nodes: [...selected].map(id => ({ id })) })
    } else if (event.key === 'Escape') {
      if (selected.size === 0 && props.selectedLine === undefined) return false
      props.onSelect(new Set())
    } else return false
    return true
  }

  function handleCardKey(event: KeyboardEvent, id: string): boolean {
    const mod = event.ctrlKey || event.metaKey
    const arrow = arrows[event.key]
    if (mod) return false
    if (arrow) {
      if (event.altKey || !canWrite) walk(id, event.key)
      else nudge(id, arrow, event.shiftKey ? 10 : 1)
      return true
    }
    if (event.altKey) return false
    switch (event.key) {
      case ' ':
        intents.open('post', id)
        return true
      case 'Enter':
        if (canWrite) intents.newSibling(id)
        else intents.open('post', id)
        return true
      case 'Tab':
        // Only from a marked card: Escape unmarks it, and Tab leads on as everywhere else.
        if (!canWrite || event.shiftKey || !selected.has(id)) return false
        intents.newReport(id)
        return true
      case 'F2':
        if (canWrite) intents.startRename(id)
        return canWrite
      case 'Delete':
      case 'Backspace':
        if (canWrite) intents.remove(selected.has(id) ? [...selected] : [id])
        return canWrite
      default:
        return false
    }
  }

  /** Along the structure: up to the superior, down to the first report, aside to the neighbours. */
  function walk(id: string, key: string) {
    const superior = structure.superiorOf.get(id)?.postId
    const siblings = structure.reportsOf.get(superior ?? null) ?? []
    const index = siblings.indexOf(id)
    const next = {
      ArrowUp: superior,
      ArrowDown: structure.reportsOf.get(id)?.[0],
      ArrowLeft: siblings[index - 1],
      ArrowRight: siblings[index + 1],
    }[key]
    if (next !== undefined) props.onFocusCard(next)
  }

  /** Local while the key is down; the places become one command when it is let go. */
  function nudge(id: string, [dx, dy]: readonly [number, number], steps: number) {
    const ids = selected.has(id) ? selected : new Set([id])
    setHeld(before => {
      const next = new Map(before)
      for (const each of ids) {
        const place = before?.get(each) ?? places.get(each)
        if (place) next.set(each, { x: place.x + dx * steps, y: place.y + dy * steps })
      }
      return next
    })
  }
  const nudging = useRef(false)
  useEffect(() => {
    nudging.current = held !== undefined
  })
  function endNudge() {
    if (nudging.current && held && !document.querySelector('.react-flow__node.dragging')) settle(held)
  }

  const on = {
    onNodesChange: useSteady(handleNodesChange),
    onNodeDrag: useSteady(handleDrag),
    onNodeDragStop: useSteady(handleDragStop),
    onSelectionDrag: useSteady((event: MouseEvent, dragged: Node[]) => {
      if (dragged[0]) handleDrag(event.nativeEvent, dragged[0], dragged)
    }),
    onSelectionDragStop: useSteady((event: MouseEvent, dragged: Node[]) => {
      if (dragged[0]) handleDragStop(event, dragged[0], dragged)
    }),
    onConnectEnd: useSteady(handleConnectEnd),
    onNodeClick: useSteady(handleNodeClick),
    onPaneClick: useSteady(handlePaneClick),
    onNodeContextMenu: useSteady(handleNodeMenu),
    onSelectionContextMenu: useSteady((event: MouseEvent, marked: Node[]) =>
      handleSelectionMenu(
        event,
        marked.map(node => node.id),
      ),
    ),
    onPaneContextMenu: useSteady(handlePaneMenu),
  }

  const awaited = awaitedId === undefined ? undefined : posts.get(awaitedId)
  const heldPost = posts.get([...(held?.keys() ?? [])][0] ?? '')
  const ariaLabels = useMemo(
    () => ({
      'node.a11yDescription.default': t('cabinet.cardHint'),
      'node.a11yDescription.keyboardDisabled': t('cabinet.cardHint'),
      'minimap.ariaLabel': t('cabinet.minimap'),
      'handle.ariaLabel': t('cabinet.handle'),
    }),
    [t],
  )
  const coarse = useMemo(() => matchMedia('(pointer: coarse)').matches, [])

  return (
    <div
      ref={props.ref}
      className={styles.plane}
      data-far={isFar}
      role="group"
      aria-label={t('cabinet.chart')}
      tabIndex={0}
      onKeyDown={handleKeyDown}
      onKeyUp={event => event.key in arrows && endNudge()}
      onBlur={endNudge}
    >
      <ReactFlow<PostNode | DraftNode>
        dir="ltr"
        nodes={nodes}
        nodeTypes={nodeTypes}
        {...on}
        onlyRenderVisibleElements
        disableKeyboardA11y
        elevateNodesOnSelect
        nodesDraggable={canWrite}
        nodesConnectable={canWrite}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={28}
        connectionLineStyle={connectionLine}
        nodeDragThreshold={4}
        snapToGrid
        snapGrid={grid}
        selectionOnDrag={!coarse}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={multiSelectionKeys}
        panOnDrag={coarse ? true : middleButton}
        panOnScroll={!coarse}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        minZoom={0.08}
        maxZoom={2}
        fitView
        fitViewOptions={fitOptions}
        ariaLabelConfig={ariaLabels}
        attributionPosition="bottom-left"
        proOptions={proOptions}
      >
        <FrameLayer frames={frames} missionName={missionName} />
        <LineLayer
          lines={chartLines}
          places={places}
          held={held}
          selected={props.selectedLine}
          onClick={handleLineClick}
          onMenu={handleLineMenu}
        />
        <ForeignDrags drags={drags} />
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <MiniMap<PostNode | DraftNode>
          className={styles.minimap}
          nodeClassName={node =>
            node.type === 'post' ? `${styles.small} ${styles[node.data.standing]}` : (styles.small ?? '')
          }
          pannable
          zoomable
          position="bottom-right"
          style={minimapSize}
          ariaLabel={t('cabinet.minimap')}
        />
        {awaited && heldPost && (
          <Panel position="top-center" className={styles.notice}>
            <Badge tone="accent">
              <span dir="auto">
                {t('cabinet.willReport', { title: titleOf(heldPost), superior: titleOf(awaited) })}
              </span>
            </Badge>
          </Panel>
        )}
        {!canWrite && (
          <Panel position="top-center">
            <Badge tone="caution">
              <span dir="auto">{t('cabinet.readOnly')}</span>
            </Badge>
          </Panel>
        )}
      </ReactFlow>
      {opened && posts.size === 0 && !draft && (
        <div className={styles.empty}>
          <EmptyState
            title={t('cabinet.emptyTitle')}
            actions={
              canWrite && (
                <>
                  <MenuButton tone="primary" label={t('cabinet.new')} entries={newPostMenu(t, intents.newPost)} />
                  <Button onClick={() => intents.newPost('body')}>{t('cabinet.new.body')}</Button>
                </>
              )
            }
          >
            {t('cabinet.emptyText')}
          </EmptyState>
        </div>
      )}
      {menu && (
        <Menu label={menu.label} entries={menu.entries} anchor={() => menu.at} onClose={() => setMenu(undefined)} />
      )}
    </div>
  )
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}
const multiSelectionKeys = ['Shift', 'Meta', 'Control']
const middleButton = [1]
const minimapSize = { width: 168, height: 112 }
const connectionLine = { stroke: 'var(--accent)', strokeWidth: 1.6 }
const proOptions = { hideAttribution: false }

function draftNode(kind: PostKind, place: Place): DraftNode {
  return {
    id: draftId,
    type: 'draft',
    position: place,
    ...measures,
    data: { kind },
    draggable: false,
    selectable: false,
    connectable: false,
    zIndex: 2000,
  }
}
