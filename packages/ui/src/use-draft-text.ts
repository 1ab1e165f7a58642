import { useRef, useState, type ChangeEvent, type FocusEvent, type KeyboardEvent } from 'react'

type TextControl = HTMLInputElement | HTMLTextAreaElement

export type DraftTextProps<Control extends TextControl> = {
  readonly value: string
  readonly onChange: (event: ChangeEvent<Control>) => void
  readonly onFocus: (event: FocusEvent<Control>) => void
  readonly onBlur: (event: FocusEvent<Control>) => void
  readonly onKeyDown: (event: KeyboardEvent<Control>) => void
}

/**
 * What is typed belongs to the field until the gesture ends: leaving it, or Enter in one line (Mod+Enter in several),
 * commits once; Escape goes back to what was there. While nothing is typed the field shows `value` as it changes, and a
 * text that was not changed commits nothing, so that looking into a field never undoes somebody else's change.
 */
export function useDraftText<Control extends TextControl = HTMLInputElement>(
  value: string,
  onCommit: (text: string) => void,
): DraftTextProps<Control> {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  // The blur that follows Escape or Enter comes before React has rendered: it must see what was just decided.
  const pending = useRef<string | undefined>(undefined)

  function keep(text: string | undefined) {
    pending.current = text
    setDraft(text)
  }
  function commit() {
    const text = pending.current
    keep(undefined)
    if (text !== undefined && text !== value) onCommit(text)
  }

  return {
    value: draft ?? value,
    onChange: event => keep(event.currentTarget.value),
    onFocus: () => keep(undefined),
    onBlur: commit,
    onKeyDown(event) {
      if (event.nativeEvent.isComposing) return
      if (event.key === 'Escape' && pending.current !== undefined) {
        // The first Escape takes back the text, only the next one closes what is around it.
        event.preventDefault()
        event.stopPropagation()
        keep(undefined)
      }
      const ends = event.currentTarget instanceof HTMLTextAreaElement ? event.ctrlKey || event.metaKey : true
      if (event.key === 'Enter' && ends) {
        event.preventDefault()
        commit()
      }
    },
  }
}
