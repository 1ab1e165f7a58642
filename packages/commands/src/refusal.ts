import type { Kind } from '@barycentre/plan'

/** An expected "no", with the facts from which a sentence is made at the edge. */
export type Refusal =
  | { readonly code: 'not-found'; readonly kind: Kind; readonly id: string }
  | { readonly code: 'taken-id'; readonly kind: Kind; readonly id: string }
  | { readonly code: 'no-such-field'; readonly kind: Kind; readonly field: string }
  | { readonly code: 'invalid'; readonly command: string; readonly field?: string; readonly value?: unknown }
  | { readonly code: 'self'; readonly id: string }
  | { readonly code: 'duplicate'; readonly id: string }
  | { readonly code: 'cycle'; readonly postId: string; readonly superiorId: string }
  | { readonly code: 'not-allowed' }
  | { readonly code: 'not-removed'; readonly kind: Kind; readonly id: string }
