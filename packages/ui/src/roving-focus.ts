export type Orientation = 'horizontal' | 'vertical' | 'both'

export type Step = 'next' | 'previous' | 'first' | 'last'

/** Where a key leads in a row of things. Left and right follow the direction of the text, up and down never change. */
export function stepFor(
  key: string,
  { orientation, rightToLeft }: { orientation: Orientation; rightToLeft: boolean },
): Step | undefined {
  if (key === 'Home') return 'first'
  if (key === 'End') return 'last'
  if (orientation !== 'horizontal') {
    if (key === 'ArrowDown') return 'next'
    if (key === 'ArrowUp') return 'previous'
  }
  if (orientation !== 'vertical') {
    if (key === (rightToLeft ? 'ArrowLeft' : 'ArrowRight')) return 'next'
    if (key === (rightToLeft ? 'ArrowRight' : 'ArrowLeft')) return 'previous'
  }
  return undefined
}

/** The index that a step leads to, going round at the ends; from nowhere (-1), next is the first and previous the last. */
export function indexAfter(step: Step, current: number, count: number): number {
  if (count === 0) return -1
  switch (step) {
    case 'first':
      return 0
    case 'last':
      return count - 1
    case 'next':
      return (current + 1) % count
    case 'previous':
      return current <= 0 ? count - 1 : current - 1
  }
}

/** The direction in which the text around an element runs. */
export function isRightToLeft(element: Element): boolean {
  return element.closest('[dir="rtl"], [dir="ltr"]')?.getAttribute('dir') === 'rtl'
}
