import { compareOrdered, must } from '@barycentre/kit'
import type { Plan } from './plan.ts'
import type { Line } from './records/line.ts'

/** Who reports to whom, read soundly from whatever posts and lines a merge has left. */
export interface Structure {
  /** The one superior of each post that has one, and the line that says so. */
  readonly superiorOf: ReadonlyMap<string, { readonly postId: string; readonly lineId: string }>
  /** The posts directly under each post, in their order; under `null` those with nobody above them. */
  readonly reportsOf: ReadonlyMap<string | null, readonly string[]>
  /** What did not fit and was read around, for a rule to show; nobody repairs it unasked. */
  readonly unsound: readonly UnsoundLine[]
}

export type UnsoundLine =
  /** A second direct line up from the same post; the other one counts. */
  | {
      readonly code: 'second-superior'
      readonly lineId: string
      readonly postId: string
      readonly countsLineId: string
    }
  /** The line at which a circle of direct lines was cut; the circle's lines, this one among them. */
  | { readonly code: 'cycle'; readonly lineId: string; readonly lineIds: readonly string[] }
  /** A line of which one end, or both, is not recorded or no post of the plan. */
  | { readonly code: 'dangling-line'; readonly lineId: string; readonly ends: readonly ('from' | 'to')[] }
  /** A line that says again what another says. */
  | { readonly code: 'duplicate-line'; readonly lineId: string; readonly countsLineId: string }

/** The newest reading of each set of lines. */
const readings = new WeakMap<Plan['line'], { readonly posts: Plan['post']; readonly structure: Structure }>()

/**
 * The tree of posts. It depends on the records alone, not on the order in which they came: of several direct superiors
 * the line that stands first counts; a circle is cut at the line of it that stands last; of two lines alike the one
 * with the smallest id counts. Every post stands in the tree exactly once. Linear in posts and lines, and the same
 * object as long as the lines are the same and the posts have the same ids.
 */
export function readStructure(plan: Pick<Plan, 'post' | 'line'>): Structure {
  const newest = readings.get(plan.line)
  const structure = newest !== undefined && haveSameIds(newest.posts, plan.post) ? newest.structure : read(plan)
  if (newest?.posts !== plan.post) readings.set(plan.line, { posts: plan.post, structure })
  return structure
}

function haveSameIds(some: Plan['post'], others: Plan['post']): boolean {
  if (some === others) return true
  if (some.size !== others.size) return false
  const ids = others.keys()
  for (const id of some.keys()) if (id !== ids.next().value) return false
  return true
}

/** Whether a post is below another, at whatever depth. */
export function standsUnder(structure: Structure, postId: string, superiorId: string): boolean {
  for (let at = structure.superiorOf.get(postId); at !== undefined; at = structure.superiorOf.get(at.postId)) {
    if (at.postId === superiorId) return true
  }
  return false
}

function read(plan: Pick<Plan, 'post' | 'line'>): Structure {
  const unsound: UnsoundLine[] = []
  const sound = withoutDuplicates(withBothEnds(plan, unsound), unsound)
  const superior = firstSuperiors(sound, unsound)
  cutCycles(superior, unsound)

  const superiorOf = new Map<string, { postId: string; lineId: string }>()
  const reportsOf = new Map<string | null, string[]>()
  for (const postId of plan.post.keys()) {
    const line = superior.get(postId)
    if (line !== undefined) superiorOf.set(postId, { postId: line.to, lineId: line.id })
    const above = line?.to ?? null
    const reports = reportsOf.get(above)
    if (reports === undefined) reportsOf.set(above, [postId])
    else reports.push(postId)
  }
  return { superiorOf, reportsOf, unsound }
}

type Drawn = Line & { readonly from: string; readonly to: string }

function withBothEnds(plan: Pick<Plan, 'post' | 'line'>, unsound: UnsoundLine[]): Drawn[] {
  const drawn: Drawn[] = []
  for (const line of plan.line.values()) {
    const ends = (['from', 'to'] as const).filter(end => !plan.post.has(line[end] ?? ''))
    if (ends.length > 0) unsound.push({ code: 'dangling-line', lineId: line.id, ends })
    else drawn.push(line as Drawn)
  }
  return drawn
}

function withoutDuplicates(lines: readonly Drawn[], unsound: UnsoundLine[]): Drawn[] {
  const counts = new Map<string, string>()
  for (const line of lines) {
    const smallest = counts.get(sameAs(line))
    if (smallest === undefined || line.id < smallest) counts.set(sameAs(line), line.id)
  }
  return lines.filter(line => {
    const countsLineId = must(counts.get(sameAs(line)), 'every line was counted')
    if (countsLineId === line.id) return true
    unsound.push({ code: 'duplicate-line', lineId: line.id, countsLineId })
    return false
  })
}

/** A text that only lines with the same ends and type share, whatever stands in their ids. */
function sameAs({ from, to, type }: Drawn): string {
  return `${from.length} ${to.length} ${from}${to}${type ?? ''}`
}

function firstSuperiors(lines: readonly Drawn[], unsound: UnsoundLine[]): Map<string, Drawn> {
  const direct = lines.filter(line => line.type === 'direct')
  const first = new Map<string, Drawn>()
  for (const line of direct) {
    const other = first.get(line.from)
    if (other === undefined || compareOrdered(line, other) < 0) first.set(line.from, line)
  }
  for (const line of direct) {
    const counts = must(first.get(line.from), 'every post with a direct line has a first one')
    if (counts === line) continue
    unsound.push({ code: 'second-superior', lineId: line.id, postId: line.from, countsLineId: counts.id })
  }
  return first
}

/**
 * With one superior each, every way up ends or runs into a circle, and no two circles touch. Each post is walked once:
 * a walk that meets its own trail has found a circle, one that meets an older trail has found nothing new.
 */
function cutCycles(superior: Map<string, Drawn>, unsound: UnsoundLine[]): void {
  const walkOf = new Map<string, number>()
  const cuts: UnsoundLine[] = []
  let walk = 0
  for (const start of [...superior.keys()]) {
    walk++
    let at = start
    while (superior.has(at) && !walkOf.has(at)) {
      walkOf.set(at, walk)
      at = must(superior.get(at), 'asked before').to
    }
    if (!superior.has(at) || walkOf.get(at) !== walk) continue
    const circle: Drawn[] = []
    for (let post = at; circle.length === 0 || post !== at;) {
      const line = must(superior.get(post), 'every post of a circle has a superior')
      circle.push(line)
      post = line.to
    }
    circle.sort(compareOrdered)
    const last = must(circle.at(-1), 'a circle has lines')
    superior.delete(last.from)
    cuts.push({ code: 'cycle', lineId: last.id, lineIds: circle.map(line => line.id) })
  }
  unsound.push(...cuts)
}
