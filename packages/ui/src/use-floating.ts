import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import { placeBeside, type Anchor, type Placement } from './place-beside.ts'

/**
 * Shows an element in the top layer beside its anchor while it is mounted. A press outside of both, or the page moving
 * under it, calls `onDismiss`. Top-layer `popover` needs no stacking order and is never cut off by a scrolling parent.
 */
export function useFloating(
  floating: RefObject<HTMLElement | null>,
  anchor: () => Anchor | null,
  placement: Placement,
  onDismiss?: () => void,
): void {
  const latest = useRef({ anchor, onDismiss })
  useEffect(() => {
    latest.current = { anchor, onDismiss }
  })

  useLayoutEffect(() => {
    const element = floating.current
    if (!element) return
    element.showPopover()
    return () => element.hidePopover()
  }, [floating])

  // After every render: what is shown may have grown.
  useLayoutEffect(() => {
    const beside = anchor()
    if (floating.current && beside) placeBeside(floating.current, beside, placement)
  })

  useEffect(() => {
    function handlePress(event: PointerEvent) {
      const pressed = event.target as Node
      const beside = latest.current.anchor()
      if (floating.current?.contains(pressed) || (beside instanceof Element && beside.contains(pressed))) return
      latest.current.onDismiss?.()
    }
    function handleScroll(event: Event) {
      if (!floating.current?.contains(event.target as Node)) latest.current.onDismiss?.()
    }
    function handleResize() {
      latest.current.onDismiss?.()
    }
    document.addEventListener('pointerdown', handlePress, true)
    document.addEventListener('scroll', handleScroll, true)
    window.addEventListener('resize', handleResize)
    return () => {
      document.removeEventListener('pointerdown', handlePress, true)
      document.removeEventListener('scroll', handleScroll, true)
      window.removeEventListener('resize', handleResize)
    }
  }, [floating])
}
