import { isRightToLeft } from './roving-focus.ts'

export type Placement = 'below-start' | 'below-end' | 'below-center' | 'above-center'

export type Anchor = Element | { readonly x: number; readonly y: number }

const gap = 4
const margin = 8

/**
 * Puts an element of the top layer beside its anchor: on the wanted side if there is room, else on the other, and always
 * inside the window. Start and end follow the direction of the text.
 */
export function placeBeside(floating: HTMLElement, anchor: Anchor, placement: Placement): void {
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0)
  const { width, height } = floating.getBoundingClientRect()
  const [side, align] = placement.split('-') as ['below' | 'above', 'start' | 'end' | 'center']
  const rightToLeft = isRightToLeft(anchor instanceof Element ? anchor : floating)

  const roomBelow = window.innerHeight - at.bottom - gap - margin
  const roomAbove = at.top - gap - margin
  const above =
    side === 'above' ? roomAbove >= height || roomAbove > roomBelow : roomBelow < height && roomAbove > roomBelow
  const top = above ? at.top - gap - height : at.bottom + gap
  const left =
    align === 'center'
      ? at.left + at.width / 2 - width / 2
      : (align === 'start') !== rightToLeft
        ? at.left
        : at.right - width

  floating.style.top = `${clamp(top, window.innerHeight - height)}px`
  floating.style.left = `${clamp(left, window.innerWidth - width)}px`
}

function clamp(value: number, most: number): number {
  return Math.round(Math.max(margin, Math.min(value, most - margin)))
}
