/** One stretch of a text that was replaced by another. Offsets are UTF-16 units, as text controls count them. */
export interface TextChange {
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

/**
 * The smallest single replacement that leads from one text to the other; undefined where they are equal. It never
 * cuts a character in two: half of a surrogate pair, written into a shared text, reads differently on every peer.
 */
export function textChange(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  if (isHighSurrogate(before, start - 1)) start--
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  if (end > 0 && isLowSurrogate(before, before.length - end)) end--
  return { at: start, removed: before.length - start - end, inserted: after.slice(start, after.length - end) }
}

/**
 * Where an offset of the old text stands in the new one. A caret where others insert stays before their letters, so
 * that what they type at my caret does not push me along; one inside what they replaced lands at its end.
 */
export function mapOffset(offset: number, change: TextChange | undefined): number {
  if (change === undefined || offset <= change.at) return offset
  const end = change.at + change.removed
  return offset >= end ? offset + change.inserted.length - change.removed : change.at + change.inserted.length
}

/** My change from `base` to `mine`, made to a text that others have changed from `base` to `theirs` meanwhile. */
export function mergeText(base: string, mine: string, theirs: string): string {
  const change = textChange(base, mine)
  if (change === undefined) return theirs
  const meanwhile = textChange(base, theirs)
  const start = mapOffset(change.at, meanwhile)
  const end = Math.max(start, mapOffset(change.at + change.removed, meanwhile))
  return theirs.slice(0, start) + change.inserted + theirs.slice(end)
}

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
