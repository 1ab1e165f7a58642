import type { ReactFlowInstance } from '@xyflow/react'
import { cardAt, cardSize, type Place } from './box.ts'

export const fitOptions = { padding: 0.06, maxZoom: 1.1, minZoom: 0.25 } as const

/** From here on a card's words can be read, and written. */
export const readableZoom = 0.75

type Flow = Pick<ReactFlowInstance, 'getViewport'>

/** Whether a card would be seen whole. */
export function isInView(place: Place, flow: Flow, plane: HTMLElement | null): boolean {
  if (!plane) return true
  const { x, y, zoom } = flow.getViewport()
  const { clientWidth, clientHeight } = plane
  const view = { x: -x / zoom, y: -y / zoom, width: clientWidth / zoom, height: clientHeight / zoom }
  const card = cardAt(place)
  return (
    card.x >= view.x &&
    card.y >= view.y &&
    card.x + card.width <= view.x + view.width &&
    card.y + card.height <= view.y + view.height
  )
}

/** Where a card stands that is put into the middle of what is seen. */
export function middleOfView(flow: Flow, plane: HTMLElement | null): Place {
  const { x, y, zoom } = flow.getViewport()
  const [width, height] = [plane?.clientWidth ?? 800, plane?.clientHeight ?? 600]
  return {
    x: Math.round((width / 2 - x) / zoom) - cardSize.width / 2,
    y: Math.round((height / 2 - y) / zoom) - cardSize.height / 2,
  }
}

/** How long a movement of the view takes, milliseconds; none where people asked for none. */
export function motion(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220
}
