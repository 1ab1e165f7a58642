import { createEmitter } from '@barycentre/kit'

export type Toast = {
  readonly id: number
  readonly text: string
  readonly tone: 'neutral' | 'caution' | 'danger'
  readonly action?: { readonly label: string; readonly onSelect: () => void } | undefined
}

let toasts: readonly Toast[] = []
let nextId = 1

export const toastsChanged = createEmitter<[readonly Toast[]]>()
export const announced = createEmitter<[{ text: string; assertive: boolean }]>()

/** Says something to those who listen to the page. Needs a mounted `<LiveRegion>`; without one it is lost, not kept. */
export function announce(text: string, { assertive = false }: { assertive?: boolean } = {}): void {
  announced.emit({ text, assertive })
}

/** Shows a short notice at the edge of the screen and says it aloud; gives back how to take it away early. */
export function showToast(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): () => void {
  const toast: Toast = { id: nextId++, text, tone: options.tone ?? 'neutral', action: options.action }
  // The same sentence twice is one notice that starts again.
  setToasts([...toasts.filter(other => other.text !== text), toast].slice(-3))
  announce(text, { assertive: toast.tone === 'danger' })
  return () => dismissToast(toast.id)
}

export function dismissToast(id: number): void {
  if (toasts.some(toast => toast.id === id)) setToasts(toasts.filter(toast => toast.id !== id))
}

export function currentToasts(): readonly Toast[] {
  return toasts
}

function setToasts(next: readonly Toast[]): void {
  toasts = next
  toastsChanged.emit(toasts)
}
