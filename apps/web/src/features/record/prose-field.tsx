import type { Kind } from '@barycentre/plan'
import { Field, TextArea } from '@barycentre/ui'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useProblemSentence } from '../../shell/problem-sentence.ts'
import { useCanWrite, useProse } from '../../workspace/index.ts'
import { mapOffset, mergeText, textChange } from './text-change.ts'

export type ProseFieldProps = {
  readonly kind: Kind
  readonly id: string
  /** The path of the field within the record. */
  readonly field: string
  readonly label: string
  readonly labelHidden?: boolean | undefined
  readonly hint?: ReactNode
  readonly note?: ReactNode
  readonly placeholder?: string | undefined
  readonly rows?: number | undefined
  readonly className?: string | undefined
}

/**
 * Text of several sentences that people write together: every letter goes out at once, and what the others write comes
 * in around the caret, which stays among its letters. Nothing is written while an input method composes.
 */
export function ProseField({ kind, id, field, ...rest }: ProseFieldProps) {
  const { text, write } = useProse(kind, id, field)
  return <SharedTextArea {...rest} text={text} write={write} />
}

type SharedTextAreaProps = Omit<ProseFieldProps, 'kind' | 'id' | 'field'> & ReturnType<typeof useProse>

function SharedTextArea({ text, write, label, labelHidden, hint, note, className, ...rest }: SharedTextAreaProps) {
  const canWrite = useCanWrite()
  const problemSentence = useProblemSentence()
  const [error, setError] = useState<string | undefined>(undefined)
  const area = useRef<HTMLTextAreaElement>(null)
  /** The shared text as the control last showed it: what my next letters are a change to. */
  const base = useRef(text)
  const composing = useRef(false)

  // The control is written by hand: React would put the caret at the end, and would write while somebody composes.
  useLayoutEffect(() => {
    const element = area.current
    if (!element || composing.current) return
    // What a refusal has left unsent stays in the field.
    const shown = mergeText(base.current, element.value, text)
    base.current = text
    show(element, shown)
  }, [text])

  function take(element: HTMLTextAreaElement) {
    const merged = mergeText(base.current, element.value, text)
    const result = write(merged)
    if (result.ok) {
      setError(undefined)
      base.current = merged
      return show(element, merged)
    }
    // What was typed stays in the field, with the reason why it is nowhere else.
    const { code, ...facts } = result.error
    setError(problemSentence({ code, facts }))
  }

  return (
    <Field label={label} labelHidden={labelHidden} hint={hint} note={note} error={error} className={className}>
      <TextArea
        {...rest}
        ref={area}
        defaultValue={text}
        dir={directionOf(text)}
        readOnly={!canWrite}
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={event => {
          composing.current = false
          take(event.currentTarget)
        }}
        onInput={event => {
          if (!composing.current) take(event.currentTarget)
        }}
      />
    </Field>
  )
}

/** An empty field lies in the direction of the screen, so that its placeholder does; a text lies in its own. */
export function directionOf(text: string): 'auto' | undefined {
  return text === '' ? undefined : 'auto'
}

/** Makes the control read `text`, with the selection where it was among the letters that stayed. */
function show(element: HTMLTextAreaElement, text: string): void {
  const change = textChange(element.value, text)
  if (change === undefined) return
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = element
  element.value = text
  // Setting a selection moves the focus in some browsers, so only the field in use gets one.
  if (element === element.ownerDocument.activeElement) {
    element.setSelectionRange(mapOffset(selectionStart, change), mapOffset(selectionEnd, change), selectionDirection)
  }
  element.scrollTop = scrollTop
  grow(element)
}

/** Where the browser does not let a control grow with its text, what others write would be cut off. */
function grow(element: HTMLTextAreaElement): void {
  if (typeof CSS === 'undefined' || CSS.supports('field-sizing', 'content')) return
  element.style.blockSize = 'auto'
  element.style.blockSize = `${element.scrollHeight + 2}px`
}
