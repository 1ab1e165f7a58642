import type { RecordOf } from '@barycentre/plan'
import type { Edge } from '@xyflow/react'
import { cardSize, type Place } from './box.ts'
import type { LineType } from './line-looks.ts'
import type { Entry } from './line-path.ts'

export type LineEdgeData = {
  readonly type: LineType
  readonly entry: Entry
  readonly lane: number
  /** A direct line that the sound reading does not follow: a second superior, or one that closes a circle. */
  readonly unsound: boolean
}
export type LineEdge = Edge<LineEdgeData, 'line'>

export type ChartEdgesInput = {
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly places: ReadonlyMap<string, Place>
  readonly superiorOf: ReadonlyMap<string, { readonly lineId: string }>
  readonly selectedLine: string | undefined
}

/** As for the nodes: an edge is a new object only when something of it changed. Lines without both ends are not drawn. */
export function createEdgeBuilder(): (input: ChartEdgesInput) => LineEdge[] {
  let last = new Map<string, LineEdge>()
  return ({ lines, places, superiorOf, selectedLine }) => {
    const lowest = stackedReports(lines.values(), places)
    const lanes = new Map<string, number>()
    const next = new Map<string, LineEdge>()
    for (const { id, from, to, type } of lines.values()) {
      if (from === undefined || to === undefined || type === undefined) continue
      if (!places.has(from) || !places.has(to)) continue
      const pair = [from, to].sort().join(' ')
      const lane = type === 'direct' ? 0 : (lanes.get(pair) ?? 0)
      if (type !== 'direct') lanes.set(pair, lane + 1)
      const entry = lowest.has(id) ? 'side' : 'top'
      const unsound = type === 'direct' && superiorOf.get(from)?.lineId !== id
      const selected = selectedLine === id
      const before = last.get(id)
      const same =
        before?.data &&
        before.source === from &&
        before.target === to &&
        before.selected === selected &&
        before.data.type === type &&
        before.data.entry === entry &&
        before.data.lane === lane &&
        before.data.unsound === unsound
      next.set(id, same ? before : edgeOf(id, from, to, selected, { type, entry, lane, unsound }))
    }
    last = next
    return [...next.values()]
  }
}

function edgeOf(id: string, source: string, target: string, selected: boolean, data: LineEdgeData): LineEdge {
  return {
    id,
    type: 'line',
    source,
    target,
    sourceHandle: 'up',
    targetHandle: 'down',
    data,
    selected,
    focusable: false,
  }
}

/** The direct lines whose report has another report of the same superior right above or below it. */
function stackedReports(lines: Iterable<RecordOf<'line'>>, places: ReadonlyMap<string, Place>): ReadonlySet<string> {
  const bySuperior = new Map<string, { id: string; place: Place }[]>()
  for (const { id, from = '', to = '', type } of lines) {
    const place = places.get(from)
    if (type !== 'direct' || !place) continue
    const reports = bySuperior.get(to)
    if (reports) reports.push({ id, place })
    else bySuperior.set(to, [{ id, place }])
  }
  const stacked = new Set<string>()
  for (const reports of bySuperior.values()) {
    for (const { id, place } of reports) {
      const beside = (other: Place) => Math.abs(other.x - place.x) < cardSize.width / 2 && other.y !== place.y
      if (reports.some(other => beside(other.place))) stacked.add(id)
    }
  }
  return stacked
}
