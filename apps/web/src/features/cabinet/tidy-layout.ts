import type { RecordOf } from '@barycentre/plan'
import { flextree } from 'd3-flextree'
import { boxAround, cardAt, cardSize, type Box, type Place } from './box.ts'
import { framePadding } from './frames.ts'
import { standingOf, type Standing } from './standing.ts'

export type Superiors = ReadonlyMap<string, { readonly postId: string }>

const between = { cards: 28, levels: 60, stacked: 16, blocks: 3 * framePadding + 40 } as const
/** Reports without reports of their own hang in columns of at most this many: a wide row of them is hard to read. */
const longestStack = 6
const stackFrom = 2
/** Headquarters stands in a row, as long as that is not longer than a mission is wide. */
const longestRow = 8

/**
 * A place for every post. Each standing is a block of its own, a forest of the direct lines inside it: Headquarters and
 * outside on top, below it the mission and, beside it on the same level, what is of the UN but not in the mission. So the
 * mission stands at one side of the UN presence, not in its middle. A pure function of what it is given: the order of the
 * posts is the order of siblings.
 */
export function tidyLayout(posts: Iterable<RecordOf<'post'>>, superiorOf: Superiors): ReadonlyMap<string, Place> {
  const standings = new Map<string, Standing>()
  for (const post of posts) standings.set(post.id, standingOf(post))

  const outside = blockOf('outside', standings, superiorOf, longestRow)
  const mission = blockOf('mission', standings, superiorOf)
  const presence = blockOf('presence', standings, superiorOf)
  const unrecorded = blockOf('unrecorded', standings, superiorOf)

  const places = new Map<string, Place>()
  const indent = Math.max(0, (widthOf(mission) - widthOf(outside)) / 2)
  const top = outside.size === 0 ? 0 : put(places, outside, { x: indent, y: 0 }).y + between.blocks
  let left = 0
  for (const block of [mission, presence, unrecorded]) {
    if (block.size > 0) left = put(places, block, { x: left, y: top }).x + between.blocks
  }
  return places
}

function widthOf(block: ReadonlyMap<string, Place>): number {
  return boxAround([...block.values()].map(cardAt))?.width ?? 0
}

/** Puts a block's upper left corner at a place and gives back its lower right one. */
function put(places: Map<string, Place>, block: ReadonlyMap<string, Place>, at: Place): Place {
  const box = boxAround([...block.values()].map(cardAt)) as Box
  for (const [id, place] of block) {
    places.set(id, { x: Math.round(at.x + place.x - box.x), y: Math.round(at.y + place.y - box.y) })
  }
  return { x: at.x + box.width, y: at.y + box.height }
}

/** A branch is a post with its reports; a stack is several posts without reports, one below the other. */
type Tree = { readonly ids: readonly string[]; readonly children: readonly Tree[] }

function blockOf(
  standing: Standing,
  standings: ReadonlyMap<string, Standing>,
  superiorOf: Superiors,
  mostInRow = stackFrom - 1,
) {
  const reportsOf = new Map<string | undefined, string[]>()
  for (const [id, itsStanding] of standings) {
    if (itsStanding !== standing) continue
    const superior = superiorOf.get(id)?.postId
    const within = superior !== undefined && standings.get(superior) === standing ? superior : undefined
    const siblings = reportsOf.get(within)
    if (siblings) siblings.push(id)
    else reportsOf.set(within, [id])
  }

  const places = new Map<string, Place>()
  const roots = reportsOf.get(undefined)
  if (!roots) return places
  const layout = flextree<Tree>({ nodeSize: node => sizeOf(node.data), children: tree => tree.children })
  const root = { ids: [], children: treesOf(roots, reportsOf, mostInRow) }
  layout(layout.hierarchy(root, tree => tree.children)).each(node => {
    node.data.ids.forEach((id, index) => {
      places.set(id, { x: node.x - cardSize.width / 2, y: node.y + index * (cardSize.height + between.stacked) })
    })
  })
  return places
}

function treesOf(
  ids: readonly string[],
  reportsOf: ReadonlyMap<string | undefined, readonly string[]>,
  mostInRow = stackFrom - 1,
): Tree[] {
  const leaves = ids.filter(id => !reportsOf.has(id))
  const stacked = leaves.length > mostInRow ? new Set(leaves) : new Set<string>()
  const branches = ids
    .filter(id => !stacked.has(id))
    .map(id => ({ ids: [id], children: treesOf(reportsOf.get(id) ?? [], reportsOf) }))
  return [...branches, ...stacksOf([...stacked])]
}

function stacksOf(ids: readonly string[]): Tree[] {
  if (ids.length === 0) return []
  const columns = Math.ceil(ids.length / longestStack)
  const most = Math.ceil(ids.length / columns)
  return Array.from({ length: columns }, (_, column) => ({
    ids: ids.slice(column * most, (column + 1) * most),
    children: [],
  }))
}

function sizeOf({ ids }: Tree): readonly [number, number] {
  if (ids.length === 0) return [0, 0]
  const height = ids.length * cardSize.height + (ids.length - 1) * between.stacked
  return [cardSize.width + between.cards, height + between.levels]
}
