import type { Place } from './box.ts'

/** What this screen announces while posts are dragged. */
export type DragGesture = { readonly gesture: 'cabinet-drag'; readonly places: { readonly [postId: string]: Place } }

/** What others announce is theirs: it may be of another version, or nonsense. */
export function readDrag(gesture: unknown): ReadonlyMap<string, Place> | undefined {
  if (!isObject(gesture) || gesture.gesture !== 'cabinet-drag' || !isObject(gesture.places)) return undefined
  const places = new Map<string, Place>()
  for (const [id, place] of Object.entries(gesture.places)) {
    if (isObject(place) && Number.isFinite(place.x) && Number.isFinite(place.y)) {
      places.set(id, { x: place.x as number, y: place.y as number })
    }
  }
  return places.size > 0 ? places : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
