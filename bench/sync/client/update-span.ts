import * as Y from 'yjs'

/** What an update brings of one author: the clocks from `from` up to, and without, `to`. */
export interface Span {
  readonly author: number
  readonly from: number
  readonly to: number
}

/**
 * Reads which edits are in an update. The same bytes come to many clients: they are read once, and then recognised by a
 * comparison, which costs a fraction.
 */
export function spansOf(update: Uint8Array): readonly Span[] {
  const key = keyOf(update)
  const known = recent.get(key)
  if (known !== undefined && Buffer.compare(known.update, update) === 0) return known.spans
  const { from, to } = Y.parseUpdateMeta(update)
  const spans = [...to].map(([author, end]) => ({ author, from: from.get(author) ?? 0, to: end }))
  if (recent.size > 4_096) recent.clear()
  recent.set(key, { update: Uint8Array.from(update), spans })
  return spans
}

const recent = new Map<number, { readonly update: Uint8Array; readonly spans: readonly Span[] }>()

function keyOf(update: Uint8Array): number {
  const step = Math.max(1, update.length >> 5)
  let key = update.length
  for (let i = 0; i < update.length; i += step) key = (Math.imul(key, 31) + (update[i] ?? 0)) | 0
  return key
}
