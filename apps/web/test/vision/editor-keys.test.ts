import { describe, expect, it, vi } from 'vitest'
import { createKeyHandler } from '../../src/features/vision/editor-keys.ts'

type View = Parameters<ReturnType<typeof createKeyHandler>>[0]

describe('keys in the text', () => {
  it('Escape, then Tab, leaves the text; Tab alone is the text’s', () => {
    const handle = createKeyHandler({ onLink: () => {} })
    expect(handle(view(), key('Tab'))).toBe(false)
    expect(handle(view(), key('Escape'))).toBe(false)
    const tab = key('Tab')
    expect(handle(view(), tab)).toBe(true)
    expect(tab.defaultPrevented).toBe(false)
    expect(handle(view(), key('Tab'))).toBe(false)
  })

  it('Shift before the Tab leaves backwards', () => {
    const handle = createKeyHandler({ onLink: () => {} })
    handle(view(), key('Escape'))
    handle(view(), key('Shift'))
    expect(handle(view(), key('Tab', { shiftKey: true }))).toBe(true)
  })

  it('Mod+K is a link where text is selected, and the screen’s where none is', () => {
    const onLink = vi.fn()
    const handle = createKeyHandler({ onLink })
    expect(handle(view({ empty: true }), key('k', { ctrlKey: true }))).toBe(false)
    expect(onLink).not.toHaveBeenCalled()
    const pressed = key('k', { ctrlKey: true })
    expect(handle(view({ empty: false }), pressed)).toBe(true)
    expect(pressed.defaultPrevented).toBe(true)
    expect(onLink).toHaveBeenCalledOnce()
  })

  it('AltGr writes its character and makes no heading', () => {
    const handle = createKeyHandler({ onLink: () => {} })
    const pressed = key('|', { ctrlKey: true, altKey: true, modifierAltGraph: true })
    expect(handle(view(), pressed)).toBe(true)
    expect(pressed.defaultPrevented).toBe(false)
  })
})

function key(name: string, more: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent('keydown', { key: name, cancelable: true, ...more })
}

function view({ empty = true } = {}): View {
  return { editable: true, state: { selection: { empty } } } as unknown as View
}
