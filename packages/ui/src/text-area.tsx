import { useLayoutEffect, useRef, type ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { useFieldControl } from './field.tsx'
import styles from './control.module.css'

/** As tall as its text: nobody scrolls inside a box to read a sentence. */
export function TextArea({ className, ref, rows = 2, ...rest }: ComponentProps<'textarea'>) {
  const field = useFieldControl(rest)
  const own = useRef<HTMLTextAreaElement>(null)

  useLayoutEffect(() => {
    if (own.current && !growsByItself()) grow(own.current)
  }, [rest.value, rest.defaultValue])

  return (
    <textarea
      dir="auto"
      rows={rows}
      {...rest}
      {...field}
      ref={element => {
        own.current = element
        if (typeof ref === 'function') return ref(element)
        if (ref) ref.current = element
      }}
      className={classNames(styles.control, styles.textArea, className)}
      onInput={event => {
        if (!growsByItself()) grow(event.currentTarget)
        rest.onInput?.(event)
      }}
    />
  )
}

function growsByItself(): boolean {
  return typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')
}

function grow(element: HTMLTextAreaElement): void {
  element.style.blockSize = 'auto'
  element.style.blockSize = `${element.scrollHeight + 2}px`
}
