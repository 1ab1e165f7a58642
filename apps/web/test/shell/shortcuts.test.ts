import { describe, expect, it } from 'vitest'
import { matches } from '../../src/shell/shortcuts.tsx'

// jsdom's platform is no Mac: Mod is Control here.
describe('matches', () => {
  it('Mod+Z is not Mod+Shift+Z', () => {
    expect(matches(key('z', { ctrlKey: true }), 'Mod+Z')).toBe(true)
    expect(matches(key('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z')).toBe(false)
    expect(matches(key('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z')).toBe(true)
  })

  it('a sign is itself with or without Shift, as keyboards differ', () => {
    expect(matches(key('?', { shiftKey: true }), '?')).toBe(true)
    expect(matches(key('?'), '?')).toBe(true)
    expect(matches(key('?', { ctrlKey: true }), '?')).toBe(false)
  })

  it('what AltGr types is a character and never a shortcut', () => {
    const typed = key('z', { ctrlKey: true, altKey: true, modifierAltGraph: true })
    expect(matches(typed, 'Mod+Alt+Z')).toBe(false)
  })
})

function key(name: string, modifiers: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent('keydown', { key: name, ...modifiers })
}
