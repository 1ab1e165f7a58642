import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach } from 'vitest'
import { WordsProvider, type Words } from '../src/index.ts'

declare global {
  // React asks for this before it lets a test drive it.
  var IS_REACT_ACT_ENVIRONMENT: boolean
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true

const words: Words = {
  close: 'Close',
  clear: 'Clear',
  loading: 'Loading',
  noMatches: 'No match',
  remove: label => `Remove ${label}`,
  create: label => `Create ${label}`,
  more: count => `${count} more`,
}

// jsdom has neither a top layer nor a modal dialog. Being shown or not is all that these tests ask of them.
HTMLElement.prototype.showPopover = function () {
  this.dataset.shown = ''
}
HTMLElement.prototype.hidePopover = function () {
  delete this.dataset.shown
}
HTMLElement.prototype.scrollIntoView = () => undefined
HTMLDialogElement.prototype.showModal = function () {
  this.open = true
}
HTMLDialogElement.prototype.close = function () {
  this.open = false
}
globalThis.DOMRect ??= class {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  constructor(x = 0, y = 0, width = 0, height = 0) {
    this.x = x
    this.y = y
    this.width = width
    this.height = height
  }
} as unknown as typeof DOMRect
globalThis.CSS ??= { supports: () => true, escape: (text: string) => text } as unknown as typeof CSS

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Draws it into the page, in a direction of text; `again` draws anew at the same place. */
export function render(content: ReactNode, { direction = 'ltr' }: { direction?: 'ltr' | 'rtl' } = {}) {
  const place = document.createElement('div')
  document.documentElement.dir = direction
  document.body.append(place)
  const root = createRoot(place)
  const draw = (next: ReactNode) => act(() => root.render(<WordsProvider value={words}>{next}</WordsProvider>))
  draw(content)
  cleanups.push(() => {
    act(() => root.unmount())
    place.remove()
  })
  return { place, again: draw }
}

/** The one element with this role and name; fails when there is none, as a person would. */
export function get(role: string, name?: string): HTMLElement {
  const found = all(role).filter(element => name === undefined || nameOf(element) === name)
  if (found.length !== 1)
    throw new Error(`${found.length} elements are a ${role} named ${name}: ${document.body.innerHTML}`)
  return found[0]!
}

export function all(role: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[role="${role}"], ${nativeOf[role] ?? 'none'}`)]
}

/** A key on what has the focus, as a browser sends it. Gives back whether the browser would go on with it. */
export function press(key: string, modifiers: KeyboardEventInit = {}): boolean {
  let goesOn = true
  act(() => {
    const target = document.activeElement ?? document.body
    goesOn = target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }))
    if (goesOn && key === 'Enter' && target instanceof HTMLButtonElement) target.click()
  })
  return goesOn
}

export function click(element: HTMLElement): void {
  act(() => {
    element.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    element.click()
  })
}

export function focus(element: HTMLElement): void {
  act(() => element.focus())
}

/** Types into the field that has the focus, past React's own memory of its value. */
export function type(text: string): void {
  const field = document.activeElement as HTMLInputElement | HTMLTextAreaElement
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  act(() => {
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

const nativeOf: Readonly<Record<string, string>> = {
  button: 'button:not([role])',
  textbox: 'input[type="text"]:not([role]), textarea',
  dialog: 'dialog',
}

function nameOf(element: HTMLElement): string | undefined {
  return element.getAttribute('aria-label') ?? element.dataset.label ?? element.textContent ?? undefined
}
