import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import type { CardPlace } from './objective-card-view.tsx'
import styles from './objective-card.module.css'

export type DropPlace = {
  readonly rowKey: string
  readonly columnKey: string
  /** The card of the cell before which it would stand; null is after the last. */
  readonly beforeId: string | null
}

export type CardDrag = { readonly place: CardPlace; readonly over: DropPlace | undefined }

const startsAfter = 5
const edge = 48

/**
 * Dragging a card with a mouse or a pen anywhere, with a finger by its grip. Nothing of the plan changes until it is
 * dropped; Escape puts it back.
 */
export function useCardDrag(
  scroller: RefObject<HTMLElement | null>,
  onDrop: (from: CardPlace, to: DropPlace) => void,
): { drag: CardDrag | undefined; start: (event: ReactPointerEvent<HTMLElement>, place: CardPlace) => void } {
  const [drag, setDrag] = useState<CardDrag | undefined>(undefined)
  const end = useRef<(() => void) | undefined>(undefined)
  const drop = useRef(onDrop)
  useEffect(() => {
    drop.current = onDrop
  })
  useEffect(() => () => end.current?.(), [])

  function start(event: ReactPointerEvent<HTMLElement>, place: CardPlace) {
    const byGrip = (event.target as Element).closest('[data-grip]') !== null
    if (event.button !== 0 || end.current || (event.pointerType === 'touch' && !byGrip)) return
    end.current = followPointer(event.nativeEvent, event.currentTarget, scroller.current, {
      place,
      onMove: over => setDrag(now => (now && sameDrop(now.over, over) ? now : { place, over })),
      onEnd: over => {
        end.current = undefined
        setDrag(undefined)
        if (over) drop.current(place, over)
      },
    })
  }
  return { drag, start }
}

type Follower = {
  readonly place: CardPlace
  readonly onMove: (over: DropPlace | undefined) => void
  readonly onEnd: (over: DropPlace | undefined) => void
}

/** Listens until the pointer is up, and gives back how to stop early. */
function followPointer(
  down: PointerEvent,
  card: HTMLElement,
  scroller: HTMLElement | null,
  { place, onMove, onEnd }: Follower,
): () => void {
  const listening = new AbortController()
  const { signal } = listening
  const at = card.getBoundingClientRect()
  const grab = { x: down.clientX - at.left, y: down.clientY - at.top }
  let pointer = { x: down.clientX, y: down.clientY }
  let ghost: HTMLElement | undefined
  let frame = 0

  function follow() {
    if (!ghost) return
    ghost.style.translate = `${pointer.x - grab.x}px ${pointer.y - grab.y}px`
    scroller?.scrollBy(scrollStep(scroller.getBoundingClientRect(), pointer))
    onMove(dropPlaceAt(pointer, place.objectiveId))
    frame = requestAnimationFrame(follow)
  }
  function stop(over: DropPlace | undefined) {
    listening.abort()
    cancelAnimationFrame(frame)
    ghost?.remove()
    onEnd(over)
  }

  window.addEventListener(
    'pointermove',
    event => {
      if (event.pointerId !== down.pointerId) return
      pointer = { x: event.clientX, y: event.clientY }
      if (ghost || Math.hypot(pointer.x - down.clientX, pointer.y - down.clientY) < startsAfter) return
      ghost = ghostOf(card, at.width)
      // The press that ends a drag is not a click on the card.
      window.addEventListener('click', swallow, { capture: true, once: true })
      follow()
    },
    { signal },
  )
  window.addEventListener(
    'pointerup',
    event => {
      if (event.pointerId !== down.pointerId) return
      const dragged = ghost !== undefined
      pointer = { x: event.clientX, y: event.clientY }
      stop(dragged ? dropPlaceAt(pointer, place.objectiveId) : undefined)
      // A drop over another element makes no click at all: the ear for it must not wait for the next one.
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
    },
    { signal },
  )
  window.addEventListener('pointercancel', () => stop(undefined), { signal })
  window.addEventListener(
    'keydown',
    event => {
      if (event.key !== 'Escape' || !ghost) return
      event.preventDefault()
      event.stopPropagation()
      stop(undefined)
    },
    { signal, capture: true },
  )
  // Text would be selected, and pictures dragged, under the moving card.
  window.addEventListener('selectstart', event => ghost && event.preventDefault(), { signal })
  return () => stop(undefined)
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

function ghostOf(card: HTMLElement, width: number): HTMLElement {
  const ghost = card.cloneNode(true) as HTMLElement
  for (const attribute of ['data-stop', 'data-objective', 'role', 'aria-label', 'tabindex'])
    ghost.removeAttribute(attribute)
  ghost.setAttribute('aria-hidden', 'true')
  ghost.inert = true
  ghost.classList.add(styles.ghost ?? '')
  ghost.style.width = `${width}px`
  document.body.append(ghost)
  return ghost
}

function dropPlaceAt({ x, y }: { x: number; y: number }, draggedId: string): DropPlace | undefined {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-cell]')
  if (!cell) return undefined
  const others = [...cell.querySelectorAll<HTMLElement>('[data-objective]')].filter(
    card => card.dataset.objective !== draggedId,
  )
  const next = others.find(card => {
    const { top, height } = card.getBoundingClientRect()
    return y < top + height / 2
  })
  return {
    rowKey: cell.dataset.rowKey ?? '',
    columnKey: cell.dataset.columnKey ?? '',
    beforeId: next?.dataset.objective ?? null,
  }
}

function scrollStep(box: DOMRect, { x, y }: { x: number; y: number }): { left: number; top: number } {
  const towards = (from: number, to: number, at: number) =>
    at < from + edge ? -Math.min(edge, from + edge - at) / 4 : at > to - edge ? Math.min(edge, at - to + edge) / 4 : 0
  return { left: towards(box.left, box.right, x), top: towards(box.top, box.bottom, y) }
}

function sameDrop(a: DropPlace | undefined, b: DropPlace | undefined): boolean {
  return a?.rowKey === b?.rowKey && a?.columnKey === b?.columnKey && a?.beforeId === b?.beforeId
}
