import type { RecordOf } from '@barycentre/plan'
import { Position, type Node } from '@xyflow/react'
import { cardSize, type Place } from './box.ts'
import { standingOf, type Standing } from './standing.ts'

/** Somebody else who has this post selected, is moving it, or is writing in it. */
export type Holder = {
  readonly personId: string
  readonly name: string
  readonly group: string
  readonly moving: boolean
}

export type PostNodeData = {
  readonly post: RecordOf<'post'>
  readonly entity: RecordOf<'entity'> | undefined
  readonly standing: Standing
  readonly holders: readonly Holder[]
  readonly reports: number
  /** A dragged post is over it and would report to it. */
  readonly awaited: boolean
}
export type PostNode = Node<PostNodeData, 'post'>

export type ChartNodesInput = {
  readonly posts: ReadonlyMap<string, RecordOf<'post'>>
  readonly entities: ReadonlyMap<string, RecordOf<'entity'>>
  readonly places: ReadonlyMap<string, Place>
  /** Places of a gesture that has not ended. */
  readonly held: ReadonlyMap<string, Place> | undefined
  readonly selected: ReadonlySet<string>
  readonly holders: ReadonlyMap<string, readonly Holder[]>
  readonly reportsOf: ReadonlyMap<string | null, readonly string[]>
  readonly awaitedId: string | undefined
  readonly canWrite: boolean
  readonly describe: (data: PostNodeData) => string
}

const nobody: readonly Holder[] = []

/** React Flow compares nodes by identity: a node is a new object only when something of it changed. */
export function createNodeBuilder(): (input: ChartNodesInput) => PostNode[] {
  let last = new Map<string, PostNode>()
  let lastDescribe: ChartNodesInput['describe'] | undefined
  return input => {
    const next = new Map<string, PostNode>()
    for (const post of input.posts.values()) {
      const place = input.held?.get(post.id) ?? input.places.get(post.id)
      if (!place) continue
      const before = lastDescribe === input.describe ? last.get(post.id) : undefined
      next.set(post.id, nodeOf(post, place, input, before))
    }
    last = next
    lastDescribe = input.describe
    return [...next.values()]
  }
}

function nodeOf(post: RecordOf<'post'>, place: Place, input: ChartNodesInput, before: PostNode | undefined): PostNode {
  const data = keepSame(before?.data, {
    post,
    entity: post.entityId === undefined ? undefined : input.entities.get(post.entityId),
    standing: standingOf(post),
    holders: input.holders.get(post.id) ?? nobody,
    reports: input.reportsOf.get(post.id)?.length ?? 0,
    awaited: input.awaitedId === post.id,
  })
  const selected = input.selected.has(post.id)
  if (
    before &&
    before.data === data &&
    before.position.x === place.x &&
    before.position.y === place.y &&
    before.selected === selected &&
    before.draggable === input.canWrite
  ) {
    return before
  }
  return {
    id: post.id,
    type: 'post',
    position: place,
    ...measures,
    data,
    selected,
    draggable: input.canWrite,
    connectable: input.canWrite,
    ariaLabel: before?.data === data && before.ariaLabel ? before.ariaLabel : input.describe(data),
  }
}

/** Given beforehand, so that cards and lines outside the view need not be drawn to be known. */
export const measures = {
  width: cardSize.width,
  height: cardSize.height,
  measured: { width: cardSize.width, height: cardSize.height },
  handles: [
    { id: 'up', type: 'source' as const, position: Position.Top, x: cardSize.width / 2, y: 0, width: 0, height: 0 },
    {
      id: 'down',
      type: 'target' as const,
      position: Position.Bottom,
      x: cardSize.width / 2,
      y: cardSize.height,
      width: 0,
      height: 0,
    },
  ],
}

function keepSame(before: PostNodeData | undefined, next: PostNodeData): PostNodeData {
  if (!before) return next
  const same =
    before.post === next.post &&
    before.entity === next.entity &&
    before.reports === next.reports &&
    before.awaited === next.awaited &&
    sameHolders(before.holders, next.holders)
  return same ? before : next
}

function sameHolders(a: readonly Holder[], b: readonly Holder[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((holder, index) => {
        const other = b[index]
        return (
          holder.personId === other?.personId &&
          holder.name === other.name &&
          holder.group === other.group &&
          holder.moving === other.moving
        )
      }))
  )
}
