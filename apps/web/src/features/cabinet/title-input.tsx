import { useEffect, useRef } from 'react'
import styles from './post-card.module.css'

type TitleInputProps = {
  readonly label: string
  readonly value: string
  readonly placeholder?: string | undefined
  /** `undefined` when nothing was written, or it was given up. */
  readonly onEnd: (title: string | undefined) => void
}

/** Where a post's name is written in place. It ends once: by Enter, Escape, or leaving it. */
export function TitleInput({ label, value, placeholder, onEnd }: TitleInputProps) {
  const input = useRef<HTMLTextAreaElement>(null)
  const ended = useRef(false)

  useEffect(() => {
    // The browser would scroll the chart's clipped plane to show it.
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [])

  function end(title: string | undefined) {
    if (ended.current) return
    ended.current = true
    const written = title?.replaceAll(/\s+/gu, ' ').trim()
    onEnd(written && written !== value ? written : undefined)
  }

  return (
    <textarea
      ref={input}
      className={`${styles.input} nodrag nopan nowheel`}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={value}
      rows={2}
      dir="auto"
      onBlur={event => end(event.currentTarget.value)}
      onKeyDown={event => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') end(undefined)
        if (event.key === 'Enter' || event.key === 'Tab') {
          event.preventDefault()
          end(event.currentTarget.value)
        }
      }}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => event.stopPropagation()}
    />
  )
}
