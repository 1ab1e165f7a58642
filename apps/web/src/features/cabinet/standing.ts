import type { RecordOf } from '@barycentre/plan'

/**
 * Where a post stands: in the mission's frame, of the UN presence but not in the mission, outside of both (Headquarters,
 * another organisation), or not said yet. Not said is never read as outside.
 */
export type Standing = 'mission' | 'presence' | 'outside' | 'unrecorded'

export function standingOf(post: RecordOf<'post'>): Standing {
  if (post.external === true) return 'outside'
  if (post.insideMission === undefined) return 'unrecorded'
  return post.insideMission ? 'mission' : 'presence'
}
