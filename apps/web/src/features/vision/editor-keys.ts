import { isMac } from '@barycentre/ui'
import type { EditorView } from '@tiptap/pm/view'

interface KeyHandlers {
  readonly onLink: () => void
}

/**
 * Keys that come before the editor's own. True keeps the key from the editor and leaves it to the browser, unless the
 * default was prevented here.
 *
 * - Escape, then Tab, leaves the text: in a list or a table Tab alone has a meaning, and nobody must be trapped.
 * - AltGr writes characters on many keyboards; browsers report it as Control and Alt, which would make headings.
 * - Mod+K is a link when text is selected, and otherwise belongs to the screen.
 */
export function createKeyHandler({ onLink }: KeyHandlers) {
  let leaving = false
  return (view: EditorView, event: KeyboardEvent): boolean => {
    if (event.isComposing) return false
    const wasLeaving = leaving
    if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) leaving = event.key === 'Escape'
    if (event.key === 'Tab' && wasLeaving) return true
    if (event.getModifierState('AltGraph')) return true
    const mod = isMac() ? event.metaKey : event.ctrlKey
    if (mod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k' && !view.state.selection.empty) {
      event.preventDefault()
      if (view.editable) onLink()
      return true
    }
    return false
  }
}
