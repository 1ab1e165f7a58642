import { classNames } from '@barycentre/ui'
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import styles from './line-editor.module.css'

type LineEditorProps = {
  readonly label: string
  readonly value: string
  readonly placeholder?: string | undefined
  readonly className?: string | undefined
  /** Gives back why the text is refused, or nothing. What was refused stays in the field. */
  readonly onCommit: (text: string) => string | undefined
  /**
   * Given for a field that opens for one gesture and goes away with it; without it the field stays. `left`: the focus has
   * gone elsewhere already and is not to be called back.
   */
  readonly onDone?: ((end: { readonly left: boolean }) => void) | undefined
  readonly readOnly?: boolean | undefined
}

/**
 * A title edited where it stands. It wraps as text does, looks like text until it is touched, and is one gesture: Enter
 * or leaving it commits, Escape takes back.
 */
export function LineEditor({ label, value, placeholder, className, onCommit, onDone, readOnly }: LineEditorProps) {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const problemId = useId()
  // Blur comes before React has rendered what Enter and Escape decided.
  const pending = useRef<string | undefined>(undefined)
  const ended = useRef(false)

  function keep(text: string | undefined) {
    pending.current = text
    setDraft(text)
  }
  function commit(left: boolean) {
    if (ended.current) return
    const text = pending.current?.trim()
    if (text === undefined || text === value || (text === '' && onDone)) return end(left)
    const refused = onCommit(text)
    setProblem(refused)
    if (refused === undefined) end(left)
  }
  function end(left: boolean) {
    // A field that goes away is blurred once more on its way out.
    ended.current = onDone !== undefined
    keep(undefined)
    setProblem(undefined)
    onDone?.({ left })
  }
  function handleKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    // The keys of a text are not those of the grid around it.
    event.stopPropagation()
    if (event.key === 'Enter') {
      event.preventDefault()
      commit(false)
    } else if (event.key === 'Escape' && (onDone || pending.current !== undefined)) {
      event.preventDefault()
      end(false)
    }
  }

  // Somebody may move or regroup what this stands in while I type: the field goes, what I wrote is kept all the same.
  const leave = useRef(commit)
  useLayoutEffect(() => {
    leave.current = commit
  })
  useEffect(() => () => leave.current(true), [])

  if (readOnly) {
    return (
      <span className={classNames(styles.text, className)} dir="auto">
        {value || placeholder}
      </span>
    )
  }
  return (
    <>
      <textarea
        rows={1}
        dir="auto"
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        className={classNames(styles.field, className)}
        placeholder={placeholder}
        value={draft ?? value}
        maxLength={500}
        // A field that opens for a gesture is where the gesture goes on.
        autoFocus={onDone !== undefined}
        onFocus={event => {
          if (onDone) event.currentTarget.select()
        }}
        onChange={event => keep(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
        onBlur={() => commit(true)}
        onKeyDown={handleKeyDown}
        onPointerDown={event => event.stopPropagation()}
      />
      {problem !== undefined && (
        <span className={styles.problem} id={problemId} role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
