import type { RecordOf, Structure } from '@barycentre/plan'

type Post = RecordOf<'post'>
type Line = RecordOf<'line'>

/** One visible row of the structure as a tree: a post, or a line of it that is not the one by which it hangs here. */
export type OutlineRow = {
  readonly key: string
  readonly level: number
  readonly position: number
  readonly siblings: number
  readonly parentKey: string | undefined
} & (
  | {
      readonly row: 'post'
      readonly post: Post
      readonly expandable: boolean
      readonly expanded: boolean
      readonly reports: number
    }
  | { readonly row: 'line'; readonly line: Line; readonly other: Post }
)

/** The rows that show while these posts are collapsed, in reading order. Every post is there exactly once. */
export function outlineRows(
  posts: ReadonlyMap<string, Post>,
  lines: ReadonlyMap<string, Line>,
  { superiorOf, reportsOf }: Structure,
  collapsed: ReadonlySet<string>,
): readonly OutlineRow[] {
  const otherLines = new Map<string, { line: Line; other: Post }[]>()
  for (const line of lines.values()) {
    const { from = '', to = '' } = line
    const other = posts.get(to)
    if (!posts.has(from) || !other || superiorOf.get(from)?.lineId === line.id) continue
    const all = otherLines.get(from)
    if (all) all.push({ line, other })
    else otherLines.set(from, [{ line, other }])
  }
  const rows: OutlineRow[] = []
  addPosts(reportsOf.get(null) ?? [], 1, undefined, 0)
  return rows

  function addPosts(ids: readonly string[], level: number, parentKey: string | undefined, before: number): void {
    ids.forEach((id, index) => {
      const post = posts.get(id)
      if (!post) return
      const own = otherLines.get(id) ?? []
      const reports = reportsOf.get(id) ?? []
      const expandable = own.length + reports.length > 0
      const expanded = expandable && !collapsed.has(id)
      const key = `post/${id}`
      const place = { level, position: before + index + 1, siblings: before + ids.length, parentKey }
      rows.push({ row: 'post', key, ...place, post, expandable, expanded, reports: reports.length })
      if (!expanded) return
      own.forEach(({ line, other }, at) => {
        const siblings = own.length + reports.length
        rows.push({
          row: 'line',
          key: `line/${line.id}`,
          level: level + 1,
          position: at + 1,
          siblings,
          parentKey: key,
          line,
          other,
        })
      })
      addPosts(reports, level + 1, key, own.length)
    })
  }
}

/** A post and everybody below it. */
export function branchOf(id: string, reportsOf: Structure['reportsOf']): ReadonlySet<string> {
  const branch = new Set([id])
  // A set grows while it is walked: the walk goes on to what was added.
  for (const each of branch) for (const report of reportsOf.get(each) ?? []) branch.add(report)
  return branch
}
