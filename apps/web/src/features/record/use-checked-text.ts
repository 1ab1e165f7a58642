import { useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react'

export interface CheckedText {
  readonly error: string | undefined
  readonly props: {
    readonly value: string
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
    readonly onBlur: () => void
    readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  }
}

/**
 * A draft that is committed once, when the field is left or Enter is pressed. `commit` gives back a sentence where it
 * refuses: then the field keeps what was typed and says so (promise P9). Escape goes back to what is recorded.
 */
export function useCheckedText(recorded: string, commit: (text: string) => string | undefined): CheckedText {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const [error, setError] = useState<string | undefined>(undefined)
  // Leaving the field by Enter or Escape blurs it before React has drawn: the blur must see what was just decided.
  const pending = useRef<string | undefined>(undefined)

  function keep(text: string | undefined) {
    pending.current = text
    setDraft(text)
  }
  function finish() {
    const text = pending.current
    if (text === undefined) return
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
      onBlur: finish,
      onKeyDown(event) {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          finish()
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
