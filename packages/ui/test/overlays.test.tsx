import { act } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { initials } from '../src/avatar.tsx'
import { ConfirmDialog, Dialog } from '../src/dialog.tsx'
import { LiveRegion } from '../src/live-region.tsx'
import { announce, currentToasts, dismissToast, showToast } from '../src/notices.ts'
import { SidePanel } from '../src/side-panel.tsx'
import { Toasts } from '../src/toasts.tsx'
import { Tooltip } from '../src/tooltip.tsx'
import { click, focus, get, press, render } from './render.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  act(() => currentToasts().forEach(toast => dismissToast(toast.id)))
  vi.useRealTimers()
})

describe('Dialog', () => {
  it('is open while it is mounted, is named by its title, and asks its owner to close it', () => {
    const closed = vi.fn()
    render(<Dialog title="New" onClose={closed} />)
    const dialog = get('dialog') as HTMLDialogElement
    expect(dialog.open).toBe(true)
    expect(document.getElementById(dialog.getAttribute('aria-labelledby')!)?.textContent).toBe('New')
    const cancel = new Event('cancel', { cancelable: true })
    act(() => void dialog.dispatchEvent(cancel))
    // The browser must not close it by itself: whether it is open is its owner's state.
    expect(cancel.defaultPrevented).toBe(true)
    expect(closed).toHaveBeenCalledOnce()
  })

  it('a question has the focus on its way out', () => {
    render(
      <ConfirmDialog
        title="Remove?"
        confirmLabel="Remove"
        cancelLabel="Keep"
        onConfirm={() => undefined}
        onClose={() => undefined}
      />,
    )
    expect(document.activeElement).toBe(get('button', 'Keep'))
  })
})

describe('SidePanel', () => {
  it('takes the focus to its title, and gives it back when Escape closes it', () => {
    const closed = vi.fn()
    const panel = (about: string) => (
      <>
        <button type="button">Card</button>
        <SidePanel about={about} title={about} onClose={closed}>
          fields
        </SidePanel>
      </>
    )
    const { again } = render(<button type="button">Card</button>)
    focus(get('button', 'Card'))
    again(panel('one'))
    // React has kept neither button nor focus: the test's tree changed shape.
    focus(get('button', 'Card'))
    again(panel('two'))
    expect(document.activeElement?.textContent).toBe('two')
    press('Escape')
    expect(closed).toHaveBeenCalledOnce()
    expect(document.activeElement).toBe(get('button', 'Card'))
  })
})

describe('Tooltip', () => {
  it('describes its child while it is shown, and Escape puts it away', () => {
    render(
      <Tooltip text="Saved on the server">
        <button type="button">Saved</button>
      </Tooltip>,
    )
    hover(get('button', 'Saved'))
    expect(get('tooltip').textContent).toBe('Saved on the server')
    expect(get('button', 'Saved').getAttribute('aria-describedby')).toBe(get('tooltip').id)
    focus(get('button', 'Saved'))
    press('Escape')
    expect(document.querySelector('[role="tooltip"]')).toBeNull()
    expect(get('button', 'Saved').hasAttribute('aria-describedby')).toBe(false)
  })
})

describe('announce', () => {
  it('is said politely, or at once where it must be', () => {
    const { place } = render(<LiveRegion />)
    act(() => announce('Moved'))
    expect(place.querySelector('[aria-live="polite"]')?.textContent).toBe('Moved')
    act(() => announce('Not saved', { assertive: true }))
    expect(place.querySelector('[aria-live="assertive"]')?.textContent).toBe('Not saved')
  })

  it('the same words said again are a new node, so that they are heard again', () => {
    const { place } = render(<LiveRegion />)
    act(() => announce('Moved'))
    const first = place.querySelector('[aria-live="polite"] > span')
    act(() => announce('Moved'))
    expect(place.querySelector('[aria-live="polite"] > span')).not.toBe(first)
  })
})

describe('Toasts', () => {
  it('go by themselves, except what went wrong', () => {
    render(<Toasts />)
    act(() => void showToast('Copied'))
    act(() => void showToast('The server failed', { tone: 'danger' }))
    act(() => vi.advanceTimersByTime(60_000))
    expect(currentToasts().map(toast => toast.text)).toEqual(['The server failed'])
  })

  it('the same sentence twice is one notice', () => {
    render(<Toasts />)
    act(() => void showToast('Saved'))
    act(() => void showToast('Saved'))
    expect(currentToasts()).toHaveLength(1)
  })

  it('offer what can be done about it', () => {
    const undo = vi.fn()
    render(<Toasts />)
    act(() => void showToast('Removed', { action: { label: 'Undo', onSelect: undo } }))
    click(get('button', 'Undo'))
    expect(undo).toHaveBeenCalledOnce()
    expect(currentToasts()).toHaveLength(0)
  })
})

describe('initials', () => {
  it('are of the first and the last word, in any script', () => {
    expect(initials('Amara Diallo-Voss')).toBe('AD')
    expect(initials('Col. Henrik Saarinen')).toBe('CS')
    expect(initials('ليلى بن سعيد')).toBe('لس')
    expect(initials('  ')).toBe('')
  })
})

function hover(element: HTMLElement): void {
  act(() => {
    element.dispatchEvent(new MouseEvent('pointerover', { bubbles: true }))
    vi.advanceTimersByTime(1_000)
  })
}
