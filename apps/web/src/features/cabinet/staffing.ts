import type { RecordOf } from '@barycentre/plan'

export type Staffing =
  | { readonly state: 'not-recorded' }
  | { readonly state: 'vacant'; readonly authorised: number }
  | { readonly state: 'filled'; readonly filled: number; readonly authorised: number | undefined }
  | { readonly state: 'authorised'; readonly authorised: number }

/** What is known of a post's people. Only a recorded zero makes it vacant. */
export function staffingOf(post: RecordOf<'post'>): Staffing {
  const { authorised, filled } = post.staffing ?? {}
  if (filled === undefined)
    return authorised === undefined ? { state: 'not-recorded' } : { state: 'authorised', authorised }
  if (filled === 0 && authorised !== 0) return { state: 'vacant', authorised: authorised ?? 1 }
  return { state: 'filled', filled, authorised }
}
