import { useRef, useState, type ChangeEvent, type FocusEvent, type KeyboardEvent } from 'react'

type TextControl = HTMLInputElement | HTMLTextAreaElement

export interface CheckedText {
  readonly error: string | undefined
  readonly props: {
    readonly value: string
    readonly onChange: (event: ChangeEvent<TextControl>) => void
    readonly onBlur: (event: FocusEvent<TextControl>) => void
    readonly onKeyDown: (event: KeyboardEvent<TextControl>) => void
  }
}

interface Options {
  /** Writes the text; a sentence where it cannot be written. */
  readonly commit: (text: string) => string | undefined
  /** What to say where the browser's own control holds something that it cannot give out, such as half a date. */
  readonly unreadable?: string | undefined
}

/**
 * A draft that is committed once, when the field is left or Enter is pressed. Where it is refused, the field keeps what
 * was typed and says why (promise P9). Escape goes back to what is recorded.
 */
export function useCheckedText(recorded: string, { commit, unreadable }: Options): CheckedText {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const [error, setError] = useState<string | undefined>(undefined)
  // Leaving the field by Enter or Escape blurs it before React has drawn: the blur must see what was just decided.
  const pending = useRef<string | undefined>(undefined)

  function keep(text: string | undefined) {
    pending.current = text
    setDraft(text)
  }
  function finish(element: TextControl) {
    if (element.validity?.badInput) return setError(unreadable)
    const text = pending.current
    if (text === undefined) return setError(undefined)
    const refused = text === recorded ? undefined : commit(text)
    setError(refused)
    if (refused === undefined) keep(undefined)
  }

  return {
    error,
    props: {
      value: draft ?? recorded,
      onChange(event) {
        keep(event.currentTarget.value)
        setError(undefined)
      },
      onBlur: event => finish(event.currentTarget),
      onKeyDown(event) {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          finish(event.currentTarget)
        }
        if (event.key === 'Escape' && pending.current !== undefined) {
          // The first Escape takes back the text; only the next closes the panel around it.
          event.preventDefault()
          event.stopPropagation()
          keep(undefined)
          setError(undefined)
        }
      },
    },
  }
}
