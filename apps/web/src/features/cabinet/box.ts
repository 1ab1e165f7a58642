/** A point of the chart's plane, in its pixels; y grows downwards. */
export type Place = { readonly x: number; readonly y: number }
export type Box = Place & { readonly width: number; readonly height: number }

/** Every card has the same size, so that the chart can be laid out, culled and drawn without measuring anything. */
export const cardSize = { width: 200, height: 104 } as const

export function cardAt({ x, y }: Place): Box {
  return { x, y, ...cardSize }
}

export function overlaps(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}

/** Which part of a card another card of the same size covers, from 0 to 1. */
export function coverage(a: Place, b: Place): number {
  const width = Math.max(0, cardSize.width - Math.abs(a.x - b.x))
  const height = Math.max(0, cardSize.height - Math.abs(a.y - b.y))
  return (width * height) / (cardSize.width * cardSize.height)
}

export function boxAround(boxes: Iterable<Box>, padding = 0): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const box of boxes) {
    left = Math.min(left, box.x)
    top = Math.min(top, box.y)
    right = Math.max(right, box.x + box.width)
    bottom = Math.max(bottom, box.y + box.height)
  }
  if (left > right) return undefined
  return { x: left - padding, y: top - padding, width: right - left + 2 * padding, height: bottom - top + 2 * padding }
}

export function grow(box: Box, by: number): Box {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by }
}
