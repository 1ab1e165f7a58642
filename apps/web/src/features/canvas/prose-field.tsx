import { Field, TextArea } from '@barycentre/ui'
import type { Kind } from '@barycentre/plan'
import { useLayoutEffect, useRef } from 'react'
import { useProse } from '../../workspace/index.ts'
import styles from './prose-field.module.css'

type ProseFieldProps = {
  readonly kind: Kind
  readonly id: string
  readonly field: string
  readonly label: string
  readonly placeholder: string
  readonly readOnly: boolean
}

/** Several sentences that people write together: every letter goes out at once, and the others' come in around the caret. */
export function ProseField({ kind, id, field, label, placeholder, readOnly }: ProseFieldProps) {
  const { text, write } = useProse(kind, id, field)
  const area = useRef<HTMLTextAreaElement>(null)
  const shown = useRef(text)
  const caret = useRef({ start: 0, end: 0 })

  // A text that changes under the caret puts it at the end; it belongs where it was among the letters that stayed.
  useLayoutEffect(() => {
    const element = area.current
    const before = shown.current
    shown.current = text
    if (!element || element !== document.activeElement || before === text) return
    const start = shiftedOffset(before, text, caret.current.start)
    const end = shiftedOffset(before, text, caret.current.end)
    element.setSelectionRange(start, end)
    caret.current = { start, end }
  }, [text])

  return (
    <Field label={label} className={styles.field}>
      <TextArea
        ref={area}
        rows={1}
        className={styles.area}
        value={text}
        readOnly={readOnly}
        placeholder={placeholder}
        onSelect={event => {
          const { selectionStart, selectionEnd } = event.currentTarget
          caret.current = { start: selectionStart, end: selectionEnd }
        }}
        onChange={event => {
          const { value, selectionStart, selectionEnd } = event.currentTarget
          // My own letters have moved the caret already.
          shown.current = value
          caret.current = { start: selectionStart, end: selectionEnd }
          write(value)
        }}
      />
    </Field>
  )
}

/** Where an offset of the old text stands in the new one, if they differ in one stretch. */
export function shiftedOffset(before: string, after: string, offset: number): number {
  const most = Math.min(before.length, after.length)
  let same = 0
  while (same < most && before[same] === after[same]) same++
  if (offset <= same) return offset
  let sameAtEnd = 0
  while (sameAtEnd < most - same && before.at(-1 - sameAtEnd) === after.at(-1 - sameAtEnd)) sameAtEnd++
  const fromEnd = before.length - offset
  return fromEnd <= sameAtEnd ? after.length - fromEnd : after.length - sameAtEnd
}
