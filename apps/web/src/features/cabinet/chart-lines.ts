import type { RecordOf } from '@barycentre/plan'
import { cardSize, type Place } from './box.ts'
import type { LineType } from './line-looks.ts'
import type { Entry } from './line-path.ts'

export type ChartLine = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly type: LineType
  readonly entry: Entry
  readonly lane: number
  /** A direct line that the sound reading does not follow: a second superior, or one that closes a circle. */
  readonly unsound: boolean
}

export type ChartLinesInput = {
  readonly lines: ReadonlyMap<string, RecordOf<'line'>>
  readonly places: ReadonlyMap<string, Place>
  readonly superiorOf: ReadonlyMap<string, { readonly lineId: string }>
}

/** As for the nodes: a line is a new object only when something of it changed. Lines without both ends are not drawn. */
export function createLineBuilder(): (input: ChartLinesInput) => readonly ChartLine[] {
  let last = new Map<string, ChartLine>()
  return ({ lines, places, superiorOf }) => {
    const stacked = stackedReports(lines.values(), places)
    const lanes = new Map<string, number>()
    const next = new Map<string, ChartLine>()
    for (const { id, from, to, type } of lines.values()) {
      if (from === undefined || to === undefined || type === undefined) continue
      if (!places.has(from) || !places.has(to)) continue
      const pair = [from, to].sort().join(' ')
      const lane = type === 'direct' ? 0 : (lanes.get(pair) ?? 0)
      if (type !== 'direct') lanes.set(pair, lane + 1)
      const entry = stacked.has(id) ? 'side' : 'top'
      const unsound = type === 'direct' && superiorOf.get(from)?.lineId !== id
      next.set(id, keepSame(last.get(id), { id, from, to, type, entry, lane, unsound }))
    }
    last = next
    return [...next.values()]
  }
}

/**
 * Which lines lie still, and which are live: those of the posts that are held, and the marked one. Both are the same
 * lists for as long as the same lines are in them, so that a drag draws its own lines anew and nobody else's.
 */
export function createLineSorter(): (
  lines: readonly ChartLine[],
  isLive: (line: ChartLine) => boolean,
) => { readonly still: readonly ChartLine[]; readonly live: readonly ChartLine[] } {
  let last: { still: readonly ChartLine[]; live: readonly ChartLine[] } = { still: [], live: [] }
  return (lines, isLive) => {
    const still: ChartLine[] = []
    const live: ChartLine[] = []
    for (const line of lines) (isLive(line) ? live : still).push(line)
    last = { still: keepSameList(last.still, still), live: keepSameList(last.live, live) }
    return last
  }
}

function keepSame(before: ChartLine | undefined, next: ChartLine): ChartLine {
  const same =
    before !== undefined &&
    before.from === next.from &&
    before.to === next.to &&
    before.type === next.type &&
    before.entry === next.entry &&
    before.lane === next.lane &&
    before.unsound === next.unsound
  return same ? before : next
}

function keepSameList(before: readonly ChartLine[], next: readonly ChartLine[]): readonly ChartLine[] {
  return before.length === next.length && before.every((line, index) => line === next[index]) ? before : next
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
