import { indexed, linesFrom, type Line, type Plan, type Post } from '@barycentre/plan'
import { kept } from './kept.ts'

const byFeature = indexed('post', post => post.feature)
const byRole = indexed('post', post => post.role)
const byHat = indexed('post', post => (post.hats ?? []).flatMap(({ role }) => role ?? []))
const headsPerRecords = kept((posts: Plan['post']) => [...posts.values()].filter(post => post.headOfMission === true))

/** The posts and units that have a feature of recommendation 3.4.4, or another of the report's. */
export function postsWithFeature(plan: Plan, feature: string): readonly Post[] {
  return byFeature(plan, feature)
}

export function postsInRole(plan: Plan, role: string): readonly Post[] {
  return byRole(plan, role)
}

/** The posts whose holder wears a hat. */
export function postsWithHat(plan: Plan, role: string): readonly Post[] {
  return byHat(plan, role)
}

export function headsOfMission(plan: Plan): readonly Post[] {
  return headsPerRecords(plan.post)
}

export function hatsOf({ hats = [] }: Post): readonly string[] {
  return hats.flatMap(({ role }) => role ?? [])
}

/** The lines of one type from a post, to a post that is there. */
export function linesUp(plan: Plan, postId: string, type: NonNullable<Line['type']>): readonly Line[] {
  return linesFrom(plan, postId).filter(line => line.type === type && plan.post.has(line.to ?? ''))
}

/** Whether a line of one of the types leads from one of the posts to one of the others. */
export function isJoined(
  plan: Plan,
  from: readonly Post[],
  to: readonly Post[],
  ...types: readonly NonNullable<Line['type']>[]
): boolean {
  const ends = new Set(to.map(({ id }) => id))
  return from.some(({ id }) =>
    linesFrom(plan, id).some(line => line.type !== undefined && types.includes(line.type) && ends.has(line.to ?? '')),
  )
}
